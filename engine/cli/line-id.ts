import { findNodeAtLocation, parseTree } from "jsonc-parser";

/**
 * The id of a line of JSON as it is written there, whatever its type: a number of more digits than a double holds stays
 * whole, and a line that is malformed elsewhere still has its id. Undefined where the line has none.
 */
export function lineId(line: string): string | undefined {
  const root = parseTree(line);
  const id = root && findNodeAtLocation(root, ["id"]);
  return id && validJson(line.slice(id.offset, id.offset + id.length));
}

function validJson(text: string): string | undefined {
  try {
    JSON.parse(text);
    return text;
  } catch {
    return undefined;
  }
}
