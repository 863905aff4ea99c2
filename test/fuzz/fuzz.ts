import { seededRandom } from "../../bench/support/statistics.ts";
import { STRENGTHS } from "../../protocol/compression.ts";
import type { Target } from "../../protocol/engine.ts";
import { checkCompression } from "./check-compression.ts";
import { checkLog } from "./check-log.ts";
import { checkPrompt, type PromptCase } from "./check-prompt.ts";
import { randomLog } from "./logs.ts";
import { mutated, pick, piece, type Random } from "./mutate.ts";
import type { Seed } from "./seeds.ts";

/*
 * What must hold for every prompt and every log. `check-prompt.ts`, `check-compression.ts` and `check-log.ts` say it in
 * full:
 *
 * - Of a text with words more than zero tokens are sent.
 * - Parts add up to the text, and none overlaps another of its level.
 * - What is left after trim, after squeeze to any target at any strength, and after any subset of their removals, has the
 *   structure that the prompt had, less what was removed.
 * - No list mark, stop or bracket stands alone in it, no words are glued and no spaces doubled that were not before.
 * - Every number of every result is finite.
 * - No control character is printed.
 */

export interface FuzzOptions {
  readonly prompts: number;
  readonly logs: number;
  /** The first prompt and the first log are of this seed, the next of the next. */
  readonly seed: number;
  readonly seeds: readonly Seed[];
}

/** Something that does not hold, the seed for which it does not, and the smallest input that was found like it. */
export interface Fault {
  readonly what: string;
  readonly seed: number;
  readonly input: object;
}

/** Who is told while a fuzz runs. */
export interface Watcher {
  onFault?(fault: Fault): void;
  /** Called after each seed. */
  onDone?(seed: number): void;
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
export async function fuzz(options: FuzzOptions, watcher: Watcher = {}): Promise<Fault[]> {
  const { prompts, logs, seed, seeds } = options;
  const texts = seeds.map(({ text }) => text);
  const faults = new Map<string, Fault>();
  const test = async (own: number, text: string, check: (text: string) => Promise<void>, rest: object) => {
    const what = await faultOf(() => check(text));
    if (what === undefined || faults.has(kindOf(what))) return;
    const fault = { what, seed: own, input: { text: await smallest(text, what, check), ...rest } };
    faults.set(kindOf(what), fault);
    watcher.onFault?.(fault);
  };
  for (let own = seed; own < seed + Math.max(prompts, logs); own++) {
    if (own < seed + prompts) {
      const random = seededRandom(own);
      const { text, ...rest } = randomPrompt(random, seeds, texts);
      const targets = randomTargets(random);
      const check = async (text: string) => {
        const weighed = await checkPrompt({ text, ...rest });
        for (const target of targets) checkCompression(weighed, target, own);
      };
      await test(own, text, check, { ...rest, targets });
    }
    if (own < seed + logs) {
      const random = seededRandom(own);
      const log = randomLog(random, 24);
      const model = pick(random, [...MODELS.slice(0, 2), "constructor"]);
      await test(own, log, (text) => checkLog(text, model), { model });
    }
    watcher.onDone?.(own);
  }
  return [...faults.values()];
}

/** Trim, some share and some number. */
function randomTargets(random: Random): (Target | undefined)[] {
  return [undefined, { keep: Math.floor(random() * 101) / 100 }, { tokens: Math.floor(random() * 200) }];
}

function randomPrompt(random: Random, seeds: readonly Seed[], texts: readonly string[]): PromptCase {
  const { text, path } = pick(random, seeds);
  const name = random() < 0.6 ? path : random() < 0.7 ? undefined : `a.${pick(random, PATHS)}`;
  return {
    text: mutated(piece(text, random, LONGEST), random, texts),
    model: pick(random, MODELS),
    ...(name !== undefined && { path: name }),
    ...(random() < 0.1 && { question: "What is it?" }),
    ...(random() < 0.6 && { strength: pick(random, STRENGTHS) }),
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
