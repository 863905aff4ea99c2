import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { PADDINGS, padded, SHARES, type Trace } from "../../bench/support/coin-padding.ts";
import { seededRandom, shuffled } from "../../bench/support/statistics.ts";
import { BLOCK, bytesOf } from "../../engine/audit/coin/commit.ts";
import { SalienceEngine } from "../../engine/salience/salience.ts";
import { tokenizer } from "../../engine/tokens/tokenizer.ts";

// node --import tsx models/recipes/coin_samples.ts traces.jsonl > samples.jsonl
//
// What an auditor sees of each trace, and of each with four kinds of padding at two shares: embeddings of blocks and of two
// tokens of each, base64. Takes hours: some 30,000 blocks.

/** Traces of one problem. */
const MOST_OF_A_GROUP: Readonly<Record<string, number>> = { math: 1, coding: 8, token_economy: 6 };
const [LEAST_BLOCKS, MOST_BLOCKS] = [8, 20];
const SHARES_OF_EACH = 2;

const salience = new SalienceEngine();
const known = new Map<string, string>();
async function embedded(text: string): Promise<string> {
  const found = known.get(text) ?? Buffer.from(bytesOf((await salience.embed([text]))[0]!)).toString("base64");
  known.set(text, found);
  return found;
}

function tokenize(text: string): string[] {
  const { ends } = tokenizer("o200k").encode(text);
  return Array.from(ends, (end, i) => text.slice(i > 0 ? ends[i - 1] : 0, end));
}

const random = seededRandom(11);
async function seen(tokens: readonly string[]) {
  const blocks: { readonly embedding: string; readonly tokens: readonly string[] }[] = [];
  for (let from = 0; from < tokens.length; from += BLOCK) {
    const block = tokens.slice(from, from + BLOCK);
    const opened = shuffled(block, random).slice(0, 2);
    const [embedding, ...ofTokens] = await Promise.all([block.join(""), ...opened].map(embedded));
    blocks.push({ embedding: embedding!, tokens: ofTokens });
  }
  return blocks;
}

interface Row extends Omit<Trace, "tokens"> {
  readonly thinking: string;
}
const groups = new Map<string, number>();
const lines = readFileSync(process.argv[2]!, "utf8").trim().split("\n");
const traces = shuffled(lines, seededRandom(3)).flatMap((line) => {
  const { thinking, ...row } = JSON.parse(line) as Row;
  const tokens = tokenize(thinking);
  const count = groups.get(row.group) ?? 0;
  const blocks = Math.ceil(tokens.length / BLOCK);
  if (count >= MOST_OF_A_GROUP[row.set]! || blocks < LEAST_BLOCKS || blocks > MOST_BLOCKS) return [];
  groups.set(row.group, count + 1);
  const half = createHash("md5").update(row.group).digest()[0]! % 2 ? ("fit" as const) : ("judge" as const);
  return [{ ...row, tokens, half }];
});
for (const [i, trace] of traces.entries()) {
  const { set, group, half, prompt, answer } = trace;
  const exchange = { question: await embedded(prompt || answer), answer: await embedded(answer) };
  const own = await seen(trace.tokens);
  const print = (blocks: typeof own, padding: string | null, share: number) => {
    const left = new Set(own.map(({ embedding }) => embedding));
    const isPadded = blocks.map(({ embedding }) => !left.delete(embedding));
    console.log(JSON.stringify({ half, set, group, padding, share, ...exchange, blocks, padded: isPadded }));
  };
  print(own, null, 0);
  const cheat = { half, traces: traces.filter((other) => other.half === half), tokenize, random };
  for (const [kind, padding] of PADDINGS.entries())
    for (let k = 0; k < SHARES_OF_EACH; k++) {
      const share = SHARES[(i + 2 * kind + k) % SHARES.length]!;
      print(await seen(padded(trace, padding, share, cheat)), padding, share);
    }
}
await salience.close();
