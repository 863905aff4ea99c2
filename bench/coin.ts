import { readFileSync } from "node:fs";
import type { OpenedBlock } from "../engine/audit/coin/proofs.ts";
import { chanceOf, padding, UNUSUAL, weights } from "../engine/audit/coin/verdict.ts";
import { PADDINGS, type Padding, SHARES } from "./support/coin-padding.ts";
import { mean, percent } from "./support/statistics.ts";
import { printTable } from "./support/table.ts";

/** As models/recipes/coin_samples.ts writes it. */
interface Sample {
  readonly half: "fit" | "judge";
  readonly padding: Padding | null;
  readonly share: number;
  readonly question: string;
  readonly answer: string;
  readonly blocks: readonly { readonly embedding: string; readonly tokens: readonly string[] }[];
}

/** How often CoIn's verdict calls answers unusual that it was not fitted to, by what was added to them, and how much. */
export async function run(): Promise<void> {
  const path = process.env.TARE_COIN_SAMPLES;
  if (!path) return console.log("\ncoin: TARE_COIN_SAMPLES names no file of models/recipes/coin_samples.ts.");
  const lines = readFileSync(path, "utf8").trim().split("\n");
  const judged = lines.flatMap((line) => {
    const sample = JSON.parse(line) as Sample;
    return sample.half === "judge" ? [{ ...sample, isUnusual: isUnusual(sample) }] : [];
  });
  const cell = (padding: Padding | null, shares: readonly number[]) => {
    const answers = judged.filter((one) => one.padding === padding && shares.includes(one.share));
    return percent(mean(answers.map((one) => Number(one.isUnusual))));
  };
  const honest = judged.filter(({ padding }) => padding === null);
  const padded = judged.filter(({ padding }) => padding !== null);
  const found = (of: readonly (typeof judged)[number][]) => withInterval(of.map((one) => one.isUnusual));
  printTable(
    `CoIn's verdict on answers that it was not fitted to: ${honest.length} honest ones, ${padded.length} padded ones`,
    ["padding", ...SHARES.map((share) => `+${100 * share} %`), "all"],
    [
      ...PADDINGS.map((kind) => [kind, ...SHARES.map((share) => cell(kind, [share])), cell(kind, SHARES)]),
      ["any", ...SHARES.map((share) => found(padded.filter((one) => one.share === share))), found(padded)],
      ["none", ...SHARES.map(() => ""), found(honest)],
    ],
  );
}

function isUnusual({ blocks, question, answer }: Sample): boolean {
  const opened: OpenedBlock[] = blocks.map(({ embedding, tokens }) => ({
    embedding: signed(embedding),
    tokens: tokens.map(signed),
  }));
  const exchange = { question: Float32Array.from(signed(question)), answer: Float32Array.from(signed(answer)) };
  return chanceOf(padding(opened, exchange, weights()), weights().honest) <= UNUSUAL;
}

/** A share with its 95 % interval (Wilson). */
function withInterval(hits: readonly boolean[]): string {
  const [count, z] = [hits.length, 1.96];
  const share = mean(hits.map(Number));
  const middle = (share + z ** 2 / (2 * count)) / (1 + z ** 2 / count);
  const by = (z / (1 + z ** 2 / count)) * Math.sqrt((share * (1 - share)) / count + (z / (2 * count)) ** 2);
  return `${percent(share)} (${percent(middle - by)} to ${percent(middle + by)})`;
}

const signed = (base64: string): Int8Array => Int8Array.from(Buffer.from(base64, "base64"));
