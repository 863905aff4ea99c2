import { readFileSync } from "node:fs";
import { BLOCK } from "../engine/audit/coin/commit.ts";
import { type OpenedBlock, sampled } from "../engine/audit/coin/proofs.ts";
import { chanceOf, padding, UNUSUAL, weights } from "../engine/audit/coin/verdict.ts";
import { PADDINGS, type Padding, SHARES } from "./support/coin-padding.ts";
import { mean, percent, seededRandom } from "./support/statistics.ts";
import { printTable } from "./support/table.ts";

/** As models/recipes/coin_samples.ts writes it. */
interface Sample {
  readonly half: "fit" | "judge";
  readonly padding: Padding | null;
  readonly share: number;
  readonly question: string;
  readonly answer: string;
  readonly blocks: readonly {
    readonly embedding: string;
    readonly shares: string;
    readonly tokens: readonly string[];
  }[];
}

/** How often CoIn's verdict calls answers unusual that it was not fitted to, by what was added to them, and how much. */
export async function run(): Promise<void> {
  const path = process.env.TARE_COIN_SAMPLES;
  if (!path) return console.log("\ncoin: TARE_COIN_SAMPLES names no file of models/recipes/coin_samples.ts.");
  const lines = readFileSync(path, "utf8").trim().split("\n");
  const random = seededRandom(5);
  const judged = lines.flatMap((line) => {
    const sample = JSON.parse(line) as Sample;
    return sample.half === "judge" ? [judgedOf(sample, random)] : [];
  });
  const honest = judged.filter(({ padding }) => padding === null);
  const chances = new Map(judged.map((one) => [one, chanceOf(one.odds, one.blocks.length, weights().honest)]));
  const silent = honest.filter((one) => chances.get(one) === undefined).length;
  print(
    judged,
    `by its own bound; of ${silent} honest ones it says nothing`,
    (one) => (chances.get(one) ?? 1) <= UNUSUAL,
  );
  const bound = honest.map(({ odds }) => odds).sort((a, b) => b - a)[Math.floor(UNUSUAL * honest.length)]!;
  print(judged, "held to 5 % of the honest ones here", ({ odds }) => odds > bound);
}

type Judged = Sample & { readonly odds: number };

function print(judged: readonly Judged[], how: string, isUnusual: (one: Judged) => boolean): void {
  const honest = judged.filter(({ padding }) => padding === null);
  const padded = judged.filter(({ padding }) => padding !== null);
  const cell = (padding: Padding, shares: readonly number[]) =>
    percent(
      mean(
        padded
          .filter((one) => one.padding === padding && shares.includes(one.share))
          .map((one) => Number(isUnusual(one))),
      ),
    );
  const found = (of: readonly Judged[]) => withInterval(of.map(isUnusual));
  printTable(
    `CoIn's verdict on answers that it was not fitted to, ${honest.length} honest and ${padded.length} padded, ${how}`,
    ["padding", ...SHARES.map((share) => `+${100 * share} %`), "all"],
    [
      ...PADDINGS.map((kind) => [kind, ...SHARES.map((share) => cell(kind, [share])), cell(kind, SHARES)]),
      ["any", ...SHARES.map((share) => found(padded.filter((one) => one.share === share))), found(padded)],
      ["none, 8 to 20 blocks", ...SHARES.map(() => ""), found(honest.filter(({ blocks }) => blocks.length <= 20))],
      ["none, more blocks", ...SHARES.map(() => ""), found(honest.filter(({ blocks }) => blocks.length > 20))],
    ],
  );
}

/** As an auditor sees it, who opens tokens of some blocks of a long answer. */
function judgedOf(sample: Sample, random: () => number): Judged {
  const tokens = sampled(sample.blocks.length * BLOCK, (below) => Math.floor(below * random()));
  const opened = new Set(tokens.map((token) => Math.floor(token / BLOCK)));
  const seen = { ...sample, blocks: sample.blocks.filter((_, i) => opened.has(i)) };
  return { ...seen, odds: oddsOf(seen) };
}

/** The log-odds that the verdict gives a sample. */
function oddsOf({ blocks, question, answer }: Sample): number {
  const opened: OpenedBlock[] = blocks.map(({ embedding, shares, tokens }) => ({
    embedding: signed(embedding),
    shares: Buffer.from(shares, "base64"),
    tokens: tokens.map(signed),
  }));
  const exchange = { question: Float32Array.from(signed(question)), answer: Float32Array.from(signed(answer)) };
  return padding(opened, exchange, weights());
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
