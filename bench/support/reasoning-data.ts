import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { ModelInfo } from "../../protocol/catalogue.ts";

/** One call of the reasoning data. */
export interface Call {
  readonly prompt: string;
  readonly group: string;
  readonly dataset: string;
  readonly split: string;
  readonly model: string;
  readonly effort: string;
  /** Reasoning tokens. */
  readonly tokens: number;
  /** Tokens of the answer, and what the call took, where the data tells. */
  readonly visible?: number;
  readonly seconds?: number;
}

interface CallRow {
  readonly pid: string;
  readonly run: number;
  readonly rt?: number;
  readonly out?: number;
  readonly sec?: number;
  readonly cens?: 1;
}

interface PromptRow {
  readonly pid: string;
  readonly gid: string;
  readonly ds: string;
  readonly split: string;
  readonly text: string;
}

/** Runs of an agent are billed over all of its turns. */
export const AGENT = "swe_bench_verified";

const FOLDER = "../shared/data/reasoning";
/** Samples of one prompt in one run that count, as in the recipe. */
const REPEATS = 2;

/** Whether the data is at hand; it never ships. */
export const hasReasoningData = (): boolean => existsSync(`${FOLDER}/rows.jsonl.gz`);

/** Texts by prompt, and the calls whose count of reasoning tokens is known and that were not cut short. */
export function reasoningData(): { texts: Map<string, string>; calls: Call[] } {
  const prompts = new Map(read<PromptRow>("prompts").map((p) => [p.pid, p]));
  const runs = new Map(read<{ run: number; canon: string; eff?: string; q: string }>("runs").map((r) => [r.run, r]));
  const seen = new Map<string, number>();
  const calls: Call[] = [];
  for (const { pid, run, rt, out, sec, cens } of read<CallRow>("rows")) {
    const prompt = prompts.get(pid)!;
    const { canon, eff, q } = runs.get(run)!;
    if (q === "C" || !rt || cens || prompt.split === "excluded") continue;
    const key = `${pid} ${run}`;
    seen.set(key, (seen.get(key) ?? 0) + 1);
    if (seen.get(key)! > REPEATS) continue;
    const { gid: group, ds: dataset, split } = prompt;
    calls.push({
      ...{ prompt: pid, group, dataset, split, model: canon, effort: eff ?? "default", tokens: rt },
      ...(out !== undefined && { visible: Math.max(0, out - rt) }),
      ...(sec !== undefined && { seconds: sec }),
    });
  }
  return { texts: new Map([...prompts].map(([pid, { text }]) => [pid, text])), calls };
}

/** Repeats of one call whose answers were graded right or wrong. */
export interface GradedCall extends Omit<Call, "tokens" | "visible" | "seconds"> {
  readonly right: number;
  readonly of: number;
}

/** Every call that was repeated and graded at least `least` times. */
export function gradedCalls(least: number): GradedCall[] {
  const prompts = new Map(read<PromptRow>("prompts").map((p) => [p.pid, p]));
  const runs = new Map(read<{ run: number; canon: string; eff?: string }>("runs").map((r) => [r.run, r]));
  const cells = new Map<string, { pid: string; run: number; right: number; of: number }>();
  for (const { pid, run, ok } of read<{ pid: string; run: number; ok?: number }>("rows")) {
    if (ok !== 0 && ok !== 1) continue;
    const { right, of } = cells.get(`${pid} ${run}`) ?? { right: 0, of: 0 };
    cells.set(`${pid} ${run}`, { pid, run, right: right + ok, of: of + 1 });
  }
  return [...cells.values()]
    .filter(({ of }) => of >= least)
    .map(({ pid, run, right, of }) => {
      const { gid: group, ds: dataset, split } = prompts.get(pid)!;
      const { canon: model, eff } = runs.get(run)!;
      return { prompt: pid, group, dataset, split, model, effort: eff ?? "default", right, of };
    });
}

/** A model of which no more is known than its name. */
export function bareModel(id: string): ModelInfo {
  return { id, provider: "", name: id, counting: { family: "o200k", tolerance: 1 } };
}

/** Items by a name of theirs, in the order in which the names first come. */
export function groupBy<T>(items: Iterable<T>, of: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = of(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}

function read<T>(name: string): T[] {
  const lines = gunzipSync(readFileSync(`${FOLDER}/${name}.jsonl.gz`))
    .toString("utf8")
    .trimEnd()
    .split("\n");
  return lines.map((line) => JSON.parse(line) as T);
}
