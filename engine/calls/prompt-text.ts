import { isJson, type Json } from "./json.ts";

/** Where a logged request has what was asked. */
const PROMPTS = ["text", "prompt", "input", "messages", "contents"];
/** Lists of messages of lists of parts: no provider nests deeper. */
const DEEPEST = 6;

/** The text that a request sends; undefined where the log does not hold it. */
export function promptIn(request: Json): string | undefined {
  for (const name of PROMPTS) {
    const found = plainText(request[name], DEEPEST);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The text of a string, of a message's content or parts, or of a list of such. */
export function plainText(value: unknown, depth = DEEPEST): string | undefined {
  if (typeof value === "string") return value;
  const inner = Array.isArray(value) ? value : isJson(value) ? [value.content ?? value.parts ?? value.text] : [];
  if (depth === 0) return undefined;
  const texts = inner.map((one) => plainText(one, depth - 1)).filter((text) => text !== undefined);
  return texts.length > 0 ? texts.join("\n") : undefined;
}
