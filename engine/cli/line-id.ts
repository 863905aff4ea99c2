import { createScanner } from "jsonc-parser";

/**
 * The id of a line of JSON as it is written there, whatever its type: a number of more digits than a double holds stays
 * whole, and a line that is malformed elsewhere still has its id. Undefined where the line has none.
 */
export function lineId(line: string): string | undefined {
  const scanner = createScanner(line, true);
  /** The next token's first character, which tells what it is; undefined at the end. */
  const next = (): string | undefined => {
    scanner.scan();
    return line[scanner.getTokenOffset()];
  };
  let depth = 0;
  let name = "";
  for (let token = next(); token !== undefined; token = next()) {
    if (depth === 1 && name === "id" && token === ":") {
      const start = scanner.getTokenOffset() + 1;
      let inner = 0;
      do inner += nesting(next());
      while (inner > 0 && scanner.getTokenLength() > 0);
      return validJson(line.slice(start, scanner.getTokenOffset() + scanner.getTokenLength()).trim());
    }
    name = depth === 1 && token === '"' ? scanner.getTokenValue() : "";
    depth += nesting(token);
  }
  return undefined;
}

function nesting(token: string | undefined): number {
  if (token === "{" || token === "[") return 1;
  return token === "}" || token === "]" ? -1 : 0;
}

function validJson(text: string): string | undefined {
  try {
    JSON.parse(text);
    return text;
  } catch {
    return undefined;
  }
}
