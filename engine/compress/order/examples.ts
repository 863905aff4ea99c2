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
 * Each example goes whole, with its question and its answer, or stays; the last of each answer is kept, since it shows what
 * no other does. One that holds what never goes stays.
 */
export function exampleUnits(
  { examples, text }: Pick<Prompt, "examples" | "text">,
  { atoms }: Words,
  sentences: readonly Sentence[],
): ExampleUnit[] {
  const units: { sentences: number[]; label: string }[] = [];
  let s = 0;
  for (const { start, end, answer } of examples) {
    while (s < sentences.length && atoms[sentences[s]!.first]!.start < start) s++;
    const own: number[] = [];
    for (; s < sentences.length && atoms[sentences[s]!.first]!.start < end; s++) own.push(s);
    if (own.length > 0)
      units.push({ sentences: own, label: text.slice(answer.start, answer.end).trim().toLowerCase() });
  }
  const last = new Map(units.map((unit, u) => [unit.label, u]));
  return units.map(({ sentences: own, label }, u) => ({
    sentences: own,
    verdict:
      last.get(label) === u || own.some((i) => sentences[i]!.holdsFirm)
        ? { tier: Tier.must, reason: "the only example of its answer" }
        : { tier: Tier.example, reason: "another example shows the same answer" },
  }));
}
