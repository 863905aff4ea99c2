import { createScanner } from "jsonc-parser";

/**
 * The id of a line of JSON as it is written there, whatever its type: a number of more digits than a double holds stays
 * whole, and a line that is malformed elsewhere still has its id. Undefined where the line has none. Reads no further
 * than the id, and no stack limits how deeply the line nests.
 */
export function lineId(line: string): string | undefined {
  const scanner = createScanner(line, true);
  let depth = 0;
  let last = "";
  let from: number | undefined;
  for (scanner.scan(); scanner.getTokenOffset() < line.length; scanner.scan()) {
    const token = line[scanner.getTokenOffset()]!;
    if (token === "{" || token === "[") depth++;
    if (token === "}" || token === "]") depth--;
    if (from !== undefined && depth === 1) return validJson(line.slice(from, scanner.getPosition()).trim());
    if (last === "id" && token === ":") from = scanner.getPosition();
    const isKey = depth === 1 && (last === "{" || last === ",");
    last = isKey && token === '"' ? scanner.getTokenValue() : token;
  }
  return undefined;
}

function validJson(text: string): string | undefined {
  try {
    JSON.parse(text);
    return text;
  } catch {
    return undefined;
  }
}
