import { tokenizer } from "../../engine/tokens/tokenizer.ts";
import { wordwise } from "./baselines.ts";
import type { Compressor } from "./compressor.ts";

type Judge = (question: string, left: string) => number;

/**
 * About the limit of what the surrogate can be made to say: it chooses the words itself, nothing guarded, each time the
 * one whose loss costs the least log-odds for each of its tokens. O(words^3).
 */
export function greedyBySurrogate(judge: Judge): Compressor {
  const o200k = tokenizer("o200k");
  return wordwise("dropped greedily by the surrogate", (words, _question, text) => {
    const tokens = words.map((word) => o200k.count(` ${word.text}`));
    const left = new Set(words.keys());
    const textWithout = (gone: number) => [...left].flatMap((i) => (i === gone ? [] : words[i]!.text)).join(" ");
    const scores = words.map(() => 0);
    for (let now = logOdds(judge(text, textWithout(-1))); left.size > 0; ) {
      const next = [...left]
        .map((word) => ({ word, after: logOdds(judge(text, textWithout(word))) }))
        .reduce((a, b) => ((now - b.after) / tokens[b.word]! < (now - a.after) / tokens[a.word]! ? b : a));
      scores[next.word] = words.length - left.size;
      left.delete(next.word);
      now = next.after;
    }
    return scores;
  });
}

function logOdds(chance: number): number {
  return Math.log(chance / (1 - chance));
}
