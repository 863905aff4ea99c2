import { availableParallelism } from "node:os";
import { Encoder, type GraphName } from "../engine/salience/encoder.ts";
import { SalienceEngine } from "../engine/salience/salience.ts";
import { vocabulary, wordpiece } from "../engine/salience/wordpiece.ts";
import { prose } from "./support/prose.ts";
import { printTable } from "./support/table.ts";
import { median, sideBySide } from "./support/timing.ts";

/** What docs/measured.md aims at: times of a graph as multiples of the plain forward pass, at 256 tokens. */
const CANDIDATES = {
  forward: { graph: "embed", targets: 0, bound: "1" },
  globenc: { graph: "globenc", targets: 0, bound: "2" },
  "decompx, 1 target": { graph: "decompx", targets: 1, bound: "2" },
  "decompx, 3 targets": { graph: "decompx", targets: 3, bound: "" },
  "both, 3 targets": { graph: "salience", targets: 3, bound: "3.5" },
  "attention scores": { graph: "attention", targets: 0, bound: "" },
} as const satisfies Record<string, { graph: GraphName; targets: number; bound: string }>;
type Candidate = keyof typeof CANDIDATES;

const LENGTHS = [64, 128, 256];
const ROUNDS = 21;
/** Rough length of a token of English in UTF-16 units. */
const UNITS = 3.6;
const PROMPT_SIZES = [1_000, 5_000, 20_000, 50_000];
const EDITS = 5;

function megabytes(): number {
  return Math.round(process.memoryUsage.rss() / 1e6);
}

async function printRatios(): Promise<void> {
  const encoder = new Encoder();
  const { ids } = wordpiece(prose(3_000, 1), vocabulary());
  const rows: (string | number)[][] = [];
  for (const length of LENGTHS) {
    const window = ids.slice(0, length - 2);
    const runs = Object.entries(CANDIDATES).map(([name, { graph, targets }]) => [
      name,
      () => encoder.read(graph, window, Array<"own">(targets).fill("own")),
    ]);
    const times = await sideBySide<Candidate>(Object.fromEntries(runs), ROUNDS);
    for (const name of Object.keys(CANDIDATES) as Candidate[]) {
      // The ratio of each round, so that both its times were taken under the same load.
      const ratios = times[name].map((time, round) => time / times.forward[round]!);
      const least = Math.min(...times[name]);
      const bound = length === 256 ? CANDIDATES[name].bound : "";
      const ofLeast = least / Math.min(...times.forward);
      rows.push([length, name, least.toFixed(1), ofLeast.toFixed(2), median(ratios).toFixed(2), bound]);
    }
  }
  await encoder.close();
  const threads = Math.min(4, availableParallelism());
  printTable(
    `Graphs, one window, ${threads} threads, ${ROUNDS} rounds in turn`,
    ["tokens", "graph", "least ms", "x forward (of the least)", "x forward (median of rounds)", "at most"],
    rows,
  );
}

/** Least-squares slope of log(y) over log(x). */
function logSlope(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (axis: 0 | 1) => logs.reduce((sum, point) => sum + point[axis], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  return logs.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) / logs.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
}

async function timeScore(engine: SalienceEngine, text: string): Promise<number> {
  const start = performance.now();
  await engine.score([text], { method: "combined" });
  return performance.now() - start;
}

async function printGrowth(engine: SalienceEngine): Promise<void> {
  const points: [number, number][] = [];
  for (const [seed, size] of PROMPT_SIZES.entries()) {
    const text = prose(size * UNITS, seed + 2);
    points.push([wordpiece(text, vocabulary()).ids.length, await timeScore(engine, text)]);
  }
  printTable(
    `Whole prompts, default method: log-log slope ${logSlope(points).toFixed(3)} (at most 1.05)`,
    ["tokens", "seconds", "tokens a second", "RSS, MB (at most 600)"],
    points.map(([tokens, ms]) => [tokens, (ms / 1e3).toFixed(1), Math.round(tokens / (ms / 1e3)), megabytes()]),
  );
}

async function printEdits(engine: SalienceEngine): Promise<void> {
  const text = prose(20_000 * UNITS, 99);
  const full = await timeScore(engine, text);
  const edits: number[] = [];
  for (let edit = 1; edit <= EDITS; edit++) {
    const at = text.indexOf(" ", (text.length * edit) / (EDITS + 1));
    edits.push(await timeScore(engine, `${text.slice(0, at)} carefully${text.slice(at)}`));
  }
  printTable(
    "One word more in a prompt of 20,000 tokens, at five places",
    ["full, s", "after an edit, median ms", "slowest edit, ms", "full / median (at least 20)"],
    [
      [
        (full / 1e3).toFixed(1),
        median(edits).toFixed(0),
        Math.max(...edits).toFixed(0),
        (full / median(edits)).toFixed(0),
      ],
    ],
  );
}

/** Speed and memory of the salience engine. Each figure beside the bound that it is held to. */
export async function run(): Promise<void> {
  const before = megabytes();
  const engine = new SalienceEngine();
  const first = await timeScore(engine, prose(2_000, 0));
  printTable(
    "First use",
    ["files checked, sessions opened, 2 windows scored, ms", "RSS before, MB", "after"],
    [[first.toFixed(0), before, megabytes()]],
  );
  await printGrowth(engine);
  await printEdits(engine);
  await engine.close();
  await printRatios();
}
