import { tokenizer } from "../../engine/tokens/tokenizer.ts";
import type { Compressor } from "./compressor.ts";

/** A text with a question to it and the answer that stands in it. */
export interface Asked {
  readonly text: string;
  readonly question: string;
  readonly answer: string;
}

/** For each share of their o200k tokens the texts as a compressor shortens them; `asks`: whether it knows the questions. */
export async function shortened(
  compressor: Compressor,
  asked: readonly Asked[],
  shares: readonly number[],
  asks: boolean,
): Promise<string[][]> {
  const o200k = tokenizer("o200k");
  const texts: string[][] = shares.map(() => []);
  for (const { text, question } of asked) {
    const shorten = await compressor.prepare(text, asks ? question : undefined);
    for (const [i, share] of shares.entries()) texts[i]!.push(shorten(Math.floor(share * o200k.count(text))).text);
  }
  return texts;
}
