import { firstIndex } from "../protocol/binary-search.ts";
import type { PromptInput } from "../protocol/engine.ts";
import type { PromptCount } from "../protocol/inspection.ts";
import type { Span } from "../protocol/span.ts";
import { findModel } from "./cost/catalogue.ts";
import { countedBy } from "./cost/counting.ts";
import { priceInput } from "./cost/price.ts";
import { sentTokens } from "./cost/sent.ts";
import { readPrompt } from "./prompt/parse.ts";
import type { Encoding } from "./tokens/encoding.ts";
import { tokenizer } from "./tokens/tokenizer.ts";

/** What a prompt and its parts weigh in tokens and what a call costs; no model is asked. O(text). Throws a `Failure`. */
export function count({ text, path, model: id }: Pick<PromptInput, "text" | "path" | "model">): PromptCount {
  const model = findModel(id);
  const prompt = readPrompt(text, path);
  const encoder = tokenizer(model.counting.family);
  const { ends } = encoder.encode(text);
  const sent = sentTokens(prompt, model, encoder);
  const cost = priceInput(model, sent.tokens);
  return {
    model: model.id,
    counted: countedBy(model.counting),
    ...sent,
    ...(cost && { cost }),
    parts: prompt.parts.map((part) => {
      const { from, to } = tokensIn(ends, part);
      return { ...part, tokens: to - from };
    }),
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
