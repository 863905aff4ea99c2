import { firstIndex } from "../protocol/binary-search.ts";
import type { PromptInput } from "../protocol/engine.ts";
import type { PromptCount } from "../protocol/inspection.ts";
import type { Span } from "../protocol/span.ts";
import { countedOf, tokenizerOf } from "./cost/counting.ts";
import { priceInput } from "./cost/price.ts";
import { weighSent } from "./cost/sent.ts";
import { modelFor, modelNotes } from "./model-for.ts";
import { framedParts, readPrompt } from "./prompt/parse.ts";
import type { Encoding } from "./tokens/encoding.ts";

/** What a prompt and its parts weigh in tokens and what a call costs; no model is asked. O(text). Throws a `Failure`. */
export function count(input: Pick<PromptInput, "text" | "path" | "model">): PromptCount {
  const { text, path } = input;
  const prompt = readPrompt(text, path);
  const target = modelFor(input, prompt.format);
  const { model } = target;
  const encoder = tokenizerOf(model.counting);
  const sent = weighSent(prompt, model, encoder, path);
  const cost = priceInput(model, sent.total.tokens, sent.audio);
  return {
    model: model.id,
    counted: countedOf(sent.basis),
    basis: sent.basis,
    ...sent.total,
    ...(cost && { cost }),
    parts: framedParts(prompt, text).map((part) => ({ ...part, tokens: sent.tokensOf(part) })),
    notes: modelNotes(target),
  };
}

/**
 * The tokens that start in a span, from the first up to the last (exclusive). One with an empty span starts in the code
 * point before it.
 */
export function tokensIn(ends: Encoding["ends"], { start, end }: Span): { from: number; to: number } {
  const startOf = (i: number) => (i > 0 ? ends[i - 1]! : 0) - Number(i > 0 && ends[i - 1] === ends[i]);
  const firstAt = (offset: number) => firstIndex(0, ends.length, (i) => startOf(i) >= offset);
  return { from: firstAt(start), to: firstAt(end) };
}
