import * as z from "zod";
import { TASKS, type Task } from "../../../protocol/compression.ts";
import type { Prompt } from "../../prompt/parse.ts";
import { readJsonAsset } from "../../runtime/assets.ts";
import { taskFeatures } from "./task-features.ts";

const PATH = "models/task-kind/weights.json";
/** A text that asks for nothing sets no task. */
const KINDS = [...TASKS, "none"] as const;
const schema = z.object({
  tasks: z.array(z.enum(KINDS)).length(KINDS.length),
  intercepts: z.array(z.number()).length(KINDS.length),
  features: z.record(z.string(), z.array(z.number()).length(KINDS.length)),
  /** No task is named at a lower probability. */
  sure: z.number(),
});

let shipped: ReturnType<typeof read> | undefined;

/**
 * The kind of task that a prompt sets, by a multinomial logistic regression on words and looks, made by
 * models/recipes/task_kind.py; undefined where it sets none. Where that is not sure it is a problem to be reasoned out
 * if it looks like a word problem (`reckons`), and else not said. Throws a `Failure` ("model-files").
 */
export function taskOf({ passages }: Pick<Prompt, "passages">, reckons: boolean): Task | undefined {
  shipped ??= read();
  const { tasks, intercepts, features, sure } = shipped;
  const scores = [...intercepts];
  const text = passages.map((passage) => passage.text).join("\n");
  for (const [name, value] of taskFeatures(text, reckons)) {
    for (const [task, weight] of features.get(name)?.entries() ?? []) scores[task]! += weight * value;
  }
  const most = Math.max(...scores);
  const odds = scores.map((score) => Math.exp(score - most));
  const probability = 1 / odds.reduce((sum, value) => sum + value, 0);
  if (probability < sure) return reckons ? "reasoning" : undefined;
  const kind = tasks[scores.indexOf(most)];
  return kind === "none" ? undefined : kind;
}

function read() {
  const model = readJsonAsset(PATH, schema);
  return { ...model, features: new Map(Object.entries(model.features)) };
}
