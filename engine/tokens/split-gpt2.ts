import { classify, LETTER, NUMBER, WHITE_SPACE } from "./character-class.ts";
import { PUNCTUATION, runEnd, type Splitter, spacedRunEnd, whiteSpaceEnd } from "./splitter.ts";

const CONTRACTIONS = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"].map((text) => new TextEncoder().encode(text));

/**
 * GPT-2's pattern, which Claude's first tokenizer took over:
 *
 *     's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
 */
export const splitGpt2: Splitter = (text) => {
  const { bytes } = text;
  const classes = classify(text);
  return (from) => {
    if (bytes[from] === CONTRACTIONS[0]![0]) {
      const found = CONTRACTIONS.find((contraction) => contraction.every((byte, i) => bytes[from + i] === byte));
      if (found) return from + found.length;
    }
    for (const mask of [LETTER, NUMBER, PUNCTUATION]) {
      const end = spacedRunEnd(bytes, classes, from, mask);
      if (end > from) return end;
    }
    return whiteSpaceEnd(bytes, from, runEnd(classes, from, WHITE_SPACE), text.length);
  };
};
