import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { assetPath } from "../../engine/runtime/platform-node.ts";
import { wordwise } from "../support/baselines.ts";
import type { Compressor } from "../support/compressor.ts";

/** A compressor of others, which runs in a process of its own. */
export interface Peer {
  readonly compressor: Compressor;
  close(): void;
}

/**
 * compression-prompt: IDF, place, word class, names and entropy, its protected words first, at our exact budget instead
 * of its own count of words. Needs a Python with the package (TARE_PYTHON); undefined without.
 */
export function compressionPrompt(): Peer | undefined {
  const { TARE_PYTHON: python } = process.env;
  if (!python || spawnSync(python, ["-c", "import compression_prompt"]).status !== 0) return undefined;
  const child = spawn(python, [assetPath("bench/peers/word_scores.py")], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    compressor: wordwise("compression-prompt", async (words, _, text) => {
      child.stdin.write(`${JSON.stringify(text)}\n`);
      const { value, done } = await lines.next();
      const scores: number[] = done ? [] : JSON.parse(value);
      if (scores.length !== words.length) throw new Error(`${scores.length} scores for ${words.length} words.`);
      return scores;
    }),
    close: () => child.stdin.end(),
  };
}
