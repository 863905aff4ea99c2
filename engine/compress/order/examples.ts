import type { Prompt } from "../../prompt/parse.ts";
import type { Words } from "../worth/word-features.ts";
import { Tier } from "./key.ts";
import type { Sentence } from "./sentences.ts";
import type { Verdict } from "./standing.ts";

/** A few-shot example as a unit: its sentences, and what becomes of them together. */
export interface ExampleUnit {
  readonly sentences: readonly number[];
  readonly verdict: Verdict;
}

/**
 * Each example goes whole, with its question and its label, or stays; the last of each label is a rule, since it shows
 * what no other does. One that holds what never goes stays.
 */
export function exampleUnits(
  { examples, text }: Pick<Prompt, "examples" | "text">,
  { atoms }: Words,
  sentences: readonly Sentence[],
): ExampleUnit[] {
  const units: { sentences: number[]; label: string }[] = [];
  let s = 0;
  for (const { start, end } of examples) {
    while (s < sentences.length && atoms[sentences[s]!.first]!.start < start) s++;
    const own: number[] = [];
    for (; s < sentences.length && atoms[sentences[s]!.first]!.start < end; s++) own.push(s);
    if (own.length > 0) units.push({ sentences: own, label: labelOf(text.slice(start, end)) });
  }
  const last = new Map(units.map((unit, u) => [unit.label, u]));
  return units.map(({ sentences: own, label }, u) => ({
    sentences: own,
    verdict:
      last.get(label) === u || own.some((i) => sentences[i]!.holdsFirm)
        ? { tier: Tier.Must, reason: "the only example of its answer" }
        : { tier: Tier.Example, reason: "another example shows the same answer" },
  }));
}

/** What an example answers: its last line, as it is compared. */
function labelOf(example: string): string {
  return example.trimEnd().split("\n").at(-1)!.trim().toLowerCase();
}
