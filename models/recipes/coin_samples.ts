import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { PADDINGS, padded, SHARES, type Trace } from "../../bench/support/coin-padding.ts";
import { seededRandom, shuffled } from "../../bench/support/statistics.ts";
import { BLOCK, bytesOf } from "../../engine/audit/coin/commit.ts";
import { sharesOf } from "../../engine/audit/coin/shares.ts";
import { SalienceEngine } from "../../engine/salience/salience.ts";
import { tokenizer } from "../../engine/tokens/tokenizer.ts";

// node --import tsx models/recipes/coin_samples.ts traces.jsonl > samples.jsonl
//
// What an auditor sees of each trace, and of each with four kinds of padding: embeddings of blocks, how they share their
// words, and embeddings of two tokens of each, base64. Takes hours: some 30,000 blocks.

/** Traces of one problem. */
const MOST_OF_A_GROUP: Readonly<Record<string, number>> = { math: 1, coding: 8, token_economy: 6 };
const [LEAST_BLOCKS, MOST_BLOCKS] = [8, 120];
/** Longer traces are not padded, and of so many blocks of these tokens are opened. */
const [MOST_PADDED, OPENED] = [40, 64];
const SHARES_OF_EACH = { fit: 1, judge: 2 };

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
async function seen(thinking: readonly string[], { prompt, answer }: Trace) {
  const blocks: { readonly embedding: string; readonly shares: string; readonly tokens: readonly string[] }[] = [];
  const shares = sharesOf({ question: tokenize(prompt), thinking, answer: tokenize(answer) }, BLOCK);
  for (let from = 0; from < thinking.length; from += BLOCK) {
    const block = thinking.slice(from, from + BLOCK);
    const opened = shuffled(block, random).slice(0, 2);
    const [embedding, ...ofTokens] = await Promise.all([block.join(""), ...opened].map(embedded));
    const ofShares = Buffer.from(shares[from / BLOCK]!).toString("base64");
    blocks.push({ embedding: embedding!, shares: ofShares, tokens: ofTokens });
  }
  return blocks;
}

interface Row extends Omit<Trace, "tokens"> {
  readonly model: string;
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
  const { set, group, model, half, prompt, answer } = trace;
  const exchange = { question: await embedded(prompt || answer), answer: await embedded(answer) };
  const own = await seen(trace.tokens, trace);
  const print = (blocks: typeof own, padding: string | null, share: number) => {
    const left = new Set(own.map(({ embedding }) => embedding));
    const isPadded = blocks.map(({ embedding }) => !left.delete(embedding));
    console.log(JSON.stringify({ half, set, group, model, padding, share, ...exchange, blocks, padded: isPadded }));
  };
  if (own.length > MOST_PADDED) {
    const opened = new Set(shuffled(own, random).slice(0, OPENED));
    print(
      own.filter((block) => opened.has(block)),
      null,
      0,
    );
    continue;
  }
  print(own, null, 0);
  const cheat = { half, traces: traces.filter((other) => other.half === half), tokenize, random };
  for (const [kind, padding] of PADDINGS.entries())
    for (let k = 0; k < SHARES_OF_EACH[half]; k++) {
      const share = SHARES[(i + 2 * kind + k) % SHARES.length]!;
      print(await seen(padded(trace, padding, share, cheat), trace), padding, share);
    }
}
await salience.close();
