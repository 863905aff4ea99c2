import type { ModelInfo } from "../../protocol/catalogue.ts";
import type { TokenCount } from "../../protocol/inspection.ts";
import type { Reading } from "../prompt/reading/reading.ts";
import type { Tokenizer } from "../tokens/encoding.ts";
import { sumOf, targetCount } from "./counting.ts";
import { chatOverhead } from "./overhead.ts";

/** Tokens that the model receives: the passages and, for chat, the provider's framing where its formula is known. */
export function sentTokens(
  { passages, messages = [], tools }: Pick<Reading, "passages" | "messages" | "tools">,
  model: ModelInfo,
  tokenizer: Tokenizer,
): TokenCount {
  const text = passages.reduce((sum, passage) => sum + tokenizer.count(passage.text), 0);
  const chat = messages.map(({ passages, ...speaker }) => ({
    ...speaker,
    content: passages.map((passage) => passage.text).join(""),
  }));
  const overhead = chatOverhead(model, chat, tools, (value) => tokenizer.count(value));
  return sumOf([targetCount(model.counting, text), overhead]);
}
