import type { Prompt } from "../prompt/parse.ts";
import { proseSpans } from "../prompt/prose.ts";
import type { Tokenizer } from "../tokens/encoding.ts";

/** The tokens of the prose that is sent: what a share to keep is a share of. O(text). */
export function proseTokens(prompt: Prompt, tokenizer: Tokenizer): number {
  const { passages } = prompt;
  let first = 0;
  let tokens = 0;
  for (const { start, end } of proseSpans(prompt)) {
    while (first < passages.length && passages[first]!.source.end <= start) first++;
    for (let i = first; i < passages.length && passages[i]!.source.start < end; i++)
      tokens += tokenizer.count(passages[i]!.textOf({ start, end }));
  }
  return tokens;
}
