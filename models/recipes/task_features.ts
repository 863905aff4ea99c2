/**
 * Reads labelled prompts, one a line (`{"task","set","text"}`, as models/recipes/task_prompts.py prints them), and
 * prints their features for models/recipes/task_kind.py. Run: `node --import tsx models/recipes/task_features.ts <
 * prompts.jsonl`
 */
import { createInterface } from "node:readline";
import { taskFeatures } from "../../engine/compress/advice/task-features.ts";
import { atomsOf } from "../../engine/compress/atoms/atoms.ts";
import { asksToReckon } from "../../engine/compress/worth/reckoning.ts";
import { describeWords } from "../../engine/compress/worth/word-features.ts";
import { parsePrompt } from "../../engine/prompt/parse.ts";

for await (const line of createInterface({ input: process.stdin })) {
  const { task, set, text } = JSON.parse(line);
  const prompt = parsePrompt(text);
  const read = prompt.passages.map((passage) => passage.text).join("\n");
  const reckons = asksToReckon(describeWords(atomsOf(prompt, [], [])));
  console.log(JSON.stringify({ task, set, features: Object.fromEntries(taskFeatures(read, reckons)), reckons }));
}
