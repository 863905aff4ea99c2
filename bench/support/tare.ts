import { compress } from "../../engine/compress.ts";
import type { SalienceEngine } from "../../engine/salience/salience.ts";
import { tokenizer } from "../../engine/tokens/tokenizer.ts";
import { weigh } from "../../engine/weigh.ts";
import { overlapTester } from "../../protocol/span.ts";
import type { Compressor } from "./compressor.ts";

/** Tare itself, by the way every user takes: weigh, then compress to a number of tokens. */
export function tare(salience: SalienceEngine): Compressor {
  return {
    name: "Tare",
    async prepare(text, question) {
      // With a question the ranking does not look at the salience of words, so the bench need not wait for it.
      const engine = question ? withoutScores(salience) : salience;
      const weighed = await weigh({ text, model: "gpt-4o", ...(question && { question }) }, engine);
      if (weighed.tokenizer !== tokenizer("o200k")) throw new Error("The bench counts o200k tokens.");
      return (tokens) => {
        const result = compress(weighed, { tokens });
        return {
          text: result.text,
          limited: result.limited === true,
          keeps: (span) => !overlapTester(result.removed)(span),
        };
      };
    },
  };
}

function withoutScores(salience: SalienceEngine): Pick<SalienceEngine, "embedParts" | "score"> {
  return { embedParts: (text, parts) => salience.embedParts(text, parts), score: async (texts) => texts.map(() => []) };
}
