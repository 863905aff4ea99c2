import { at, isJson, type Json, listAt, textAt } from "./json.ts";

/** What stands in an answer beside its text without being billed as such. */
const THOUGHTS = new Set(["reasoning", "thinking", "redacted_thinking"]);

/**
 * The text of the answer in a response of OpenAI (Chat, Responses), Anthropic or Gemini; undefined where the log does not
 * hold it, and where a call of a tool or a second answer was written beside it.
 */
export function answerIn(response: Json): string | undefined {
  const choices = listAt(response, "choices");
  if (choices.length > 0) return choices.length === 1 ? chatAnswer(at(choices[0], "message")) : undefined;
  const candidates = listAt(response, "candidates");
  if (candidates.length > 0)
    return candidates.length === 1 ? joined(listAt(candidates[0], "content", "parts").filter(isSaid)) : undefined;
  const output = listAt(response, "output").filter(isSaid);
  if (output.length > 0) return output.length === 1 ? joined(listAt(output[0], "content")) : undefined;
  return joined(listAt(response, "content").filter(isSaid));
}

function chatAnswer(message: unknown): string | undefined {
  return listAt(message, "tool_calls").length > 0 ? undefined : textAt(message, "content");
}

function isSaid(part: unknown): boolean {
  return !(isJson(part) && (part.thought === true || THOUGHTS.has(String(part.type))));
}

function joined(parts: readonly unknown[]): string | undefined {
  const texts = parts.map((part) => textAt(part, "text"));
  return texts.length === 0 || texts.includes(undefined) ? undefined : texts.join("");
}
