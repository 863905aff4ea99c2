import * as l10n from "@vscode/l10n";
import type { Prompt } from "../../../prompt/parse.ts";
import type { Sentence } from "../../sentences/sentences.ts";
import { indices, type Words } from "../../worth/word-features.ts";
import { Tier, type Unit } from "../key.ts";
import type { Bond, Sequence } from "../ties/bonds.ts";
import type { Verdict } from "./verdict.ts";

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
        ? { tier: Tier.must, reason: l10n.t("the only example of its answer") }
        : { tier: Tier.example, reason: l10n.t("another example shows the same answer") },
  }));
}

/**
 * What says what examples are of, the first command before them or else what stands right there, stays whole as long as
 * one of them, but for what nobody misses.
 */
export function taskBonds(
  sentences: readonly Sentence[],
  examples: readonly ExampleUnit[],
  { unitOf }: Pick<Sequence, "unitOf">,
  units: readonly Unit[],
): Bond[] {
  const [first, last] = [examples[0]?.sentences[0], examples.at(-1)?.sentences.at(-1)];
  if (first === undefined || last === undefined) return [];
  const before = sentences.slice(0, first).filter(({ isHeading, mayGo }) => mayGo && !isHeading);
  const task = before.find(({ text, lexicon }) => lexicon?.isCommand(text)) ?? before.at(-1);
  if (!task) return [];
  const { end } = sentences[last]!;
  const says = (i: number) => (units[unitOf[i]!]?.key.tier ?? Tier.filler) > Tier.filler;
  return indices(task)
    .filter(says)
    .map((atom) => ({ atom, first: atom, end }));
}
