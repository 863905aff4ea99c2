import { isJson, type Json, objectAt } from "./json.ts";
import { streamedRows } from "./text-lines.ts";

/** The answer that a log holds as text or as the pieces in which it was streamed; undefined for anything else. */
export function heldAnswer(value: unknown): Json | undefined {
  if (Array.isArray(value))
    return wholeOf(value.map((piece) => (isJson(piece) ? piece : parsed(piece))).filter(isJson));
  if (typeof value !== "string") return undefined;
  const inner = parsed(value);
  if (inner !== undefined) return isJson(inner) ? inner : heldAnswer(inner);
  const pieces = streamedRows(value);
  return pieces && wholeOf(pieces);
}

/** The last word of each piece counts; Anthropic's first piece has the counts that its last one goes on from. */
function wholeOf(pieces: readonly Json[]): Json | undefined {
  if (pieces.length === 0) return undefined;
  const whole: Json = Object.assign({}, ...pieces.map(stated));
  const message = objectAt(whole, "message");
  const usage = objectAt(whole, "usage");
  return message && usage ? { ...message, usage: { ...objectAt(message, "usage"), ...stated(usage) } } : whole;
}

/** Without what is null. */
export function stated(row: Json = {}): Json {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}

function parsed(text: unknown): unknown {
  if (typeof text !== "string" || !/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
