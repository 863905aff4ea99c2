import { seededRandom } from "../../bench/support/statistics.ts";
import { STRENGTHS } from "../../protocol/compression.ts";
import type { Budget } from "../../protocol/engine.ts";
import { checkCompression } from "./check-compression.ts";
import { checkLog } from "./check-log.ts";
import { checkPrompt, type PromptCase } from "./check-prompt.ts";
import { randomLog } from "./logs.ts";
import { mutated, pick, piece, type Random } from "./mutate.ts";
import type { Seed } from "./seeds.ts";

export interface FuzzOptions {
  readonly prompts: number;
  readonly logs: number;
  readonly seed: number;
  readonly seeds: readonly Seed[];
  /** Whether prompts are compressed too. */
  readonly compresses: boolean;
}

/** Something that does not hold, and the smallest input found for which it does not. */
export interface Fault {
  readonly what: string;
  readonly input: object;
}

/** Characters of a mutated prompt, at most, before it is mutated. */
const LONGEST = 1500;
const MODELS = ["gpt-5.5", "claude-opus-4-5", "gemini-2.5-pro", "nobody/gpt-5.5", "deepseek-v3.2", "gpt-4o"];
const PATHS = [
  "md",
  "mdc",
  "prompty",
  "json",
  "jsonl",
  "yaml",
  "j2",
  "hbs",
  "prompt",
  "txt",
  "py",
  "ts",
  "toml",
  "ipynb",
];

/** Tries so many mutated prompts and logs; the same seed gives the same ones. One fault of each kind is told. */
export async function fuzz(options: FuzzOptions, onFault: (fault: Fault) => void = () => {}): Promise<Fault[]> {
  const { prompts, logs, seed, seeds, compresses } = options;
  const faults = new Map<string, Fault>();
  const tell = (fault: Fault) => {
    if (faults.has(kindOf(fault.what))) return;
    faults.set(kindOf(fault.what), fault);
    onFault(fault);
  };
  const texts = seeds.map(({ text }) => text);
  for (let i = 0; i < prompts; i++) {
    const random = seededRandom(seed + i);
    const one = randomPrompt(random, seeds, texts);
    const budget = pick<Budget | undefined>(random, [
      undefined,
      { keep: Math.floor(random() * 101) / 100 },
      { tokens: Math.floor(random() * 200) },
    ]);
    const check = async (prompt: PromptCase) => {
      const weighed = await checkPrompt(prompt);
      if (compresses) checkCompression(weighed, budget, seed + i);
    };
    const what = await faultOf(() => check(one));
    if (what === undefined || faults.has(kindOf(what))) continue;
    const text = await smallest(one.text, what, (text) => check({ ...one, text }));
    tell({ what, input: { ...one, text, ...(compresses && budget) } });
  }
  for (let i = 0; i < logs; i++) {
    const random = seededRandom(seed + i);
    const log = randomLog(random, 24);
    const model = pick(random, [...MODELS.slice(0, 2), "constructor"]);
    const what = await faultOf(() => checkLog(log, model));
    if (what !== undefined && !faults.has(kindOf(what)))
      tell({ what, input: { log: await smallest(log, what, (text) => checkLog(text, model)), model } });
  }
  return [...faults.values()];
}

function randomPrompt(random: Random, seeds: readonly Seed[], texts: readonly string[]): PromptCase {
  const { text, path } = pick(random, seeds);
  const name = random() < 0.6 ? path : random() < 0.7 ? undefined : `a.${pick(random, PATHS)}`;
  return {
    text: mutated(piece(text, random, LONGEST), random, texts),
    model: pick(random, MODELS),
    ...(name !== undefined && { path: name }),
    ...(random() < 0.1 && { question: "What is it?" }),
    ...(random() < 0.4 && { strength: pick(random, STRENGTHS) }),
  };
}

async function faultOf(check: () => Promise<void>): Promise<string | undefined> {
  try {
    await check();
    return undefined;
  } catch (error) {
    return error instanceof Error ? `${error.message.split("\n")[0]}${placeOf(error)}` : String(error);
  }
}

/** Faults that differ in what they quote are of one kind. */
function kindOf(what: string): string {
  return what.replace(/\d+|"(?:[^"\\]|\\.)*"/g, "…");
}

/** Where in our own code a fault that no check foresaw was thrown. */
function placeOf({ name, stack = "" }: Error): string {
  const [place] = name === "AssertionError" ? [] : (/(?:engine|protocol|test)\/[\w/.-]+\.ts:\d+/.exec(stack) ?? []);
  return place === undefined ? "" : ` (${place})`;
}

/** The text cut down as long as the same kind of fault shows. */
async function smallest(text: string, what: string, check: (text: string) => Promise<void>): Promise<string> {
  let [left, tries] = [text, 0];
  for (let size = Math.ceil(text.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < left.length && tries < 600; tries++) {
      const shorter = left.slice(0, at) + left.slice(at + size);
      const found = await faultOf(() => check(shorter));
      if (found !== undefined && kindOf(found) === kindOf(what)) left = shorter;
      else at += size;
    }
  }
  return left;
}
