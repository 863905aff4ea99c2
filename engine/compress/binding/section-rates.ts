import type { Prompt } from "../../prompt/parse.ts";
import type { SectionRate } from "../../prompt/rate-marks.ts";
import type { Atom } from "../atoms/atoms.ts";
import type { Ranking } from "../ranking.ts";

/**
 * A ranking that obeys the rates which a prompt gives its sections (`<!-- tare: keep=0.5 -->`): of such a section the
 * lowest ranked goes at any budget, so far as its share of its tokens is left, and the rest stays at any budget. Words
 * that go together are counted together, so a little more than the share may stay. O(text).
 */
export function withRates(
  ranking: Ranking,
  { text, rates }: Pick<Prompt, "text" | "rates">,
  count: (text: string) => number,
): Ranking {
  if (rates.length === 0) return ranking;
  const { atoms, order, steps, protections } = ranking;
  const rateOf = ratesOf(atoms, rates);
  const savedBy = savings(atoms, count);
  const spare = new Map(rates.map((rate) => [rate, (1 - rate.keep) * count(text.slice(rate.start, rate.end))]));
  const required: number[][] = [];
  const others: number[][] = [];
  const kept = new Set<number>();
  let free = 0;
  for (const [k, end] of steps.entries()) {
    const step = [...order.subarray(steps[k - 1] ?? 0, end)];
    const rate = rateOf[step[0]!];
    if (!rate) {
      others.push(step);
      if (end <= ranking.free) free += step.length;
      continue;
    }
    const left = spare.get(rate)! - savedBy(step);
    // What does not fit ends it: what ranks higher must not go before.
    spare.set(rate, Math.max(0, left));
    if (left >= 0 || rate.keep === 0) required.push(step);
    else for (const i of step) kept.add(i);
  }
  const groups = [...required, ...others];
  let size = 0;
  return {
    ...ranking,
    atoms: atoms.map((atom, i) => (kept.has(i) ? { ...atom, removable: false } : atom)),
    order: Int32Array.from(groups.flat()),
    steps: Int32Array.from(groups, (group) => (size += group.length)),
    required: required.length,
    free: free + required.flat().length,
    protections: [
      ...protections,
      ...[...kept].map((i) => ({
        start: atoms[i]!.start,
        end: atoms[i]!.end,
        reason: "kept on request" as const,
        hold: "firm" as const,
      })),
    ].sort((a, b) => a.start - b.start || a.end - b.end),
  };
}

/**
 * About how many tokens go with some atoms, given those asked about before: with the last of a sentence goes its mark.
 */
function savings(atoms: readonly Atom[], count: (text: string) => number): (step: readonly number[]) => number {
  const left = new Map<number, number>();
  const marks = new Map<number, string>();
  for (const { sentence, closing, text } of atoms) {
    if (closing) marks.set(sentence, text);
    else left.set(sentence, (left.get(sentence) ?? 0) + 1);
  }
  return (step) => {
    let saved = 0;
    for (const i of step) {
      const { sentence, text } = atoms[i]!;
      const others = left.get(sentence)! - 1;
      left.set(sentence, others);
      saved += count(` ${text}`) + (others === 0 ? count(marks.get(sentence) ?? "") : 0);
    }
    return saved;
  };
}

/** The rate of the section that each atom stands in. */
function ratesOf(atoms: readonly Atom[], rates: readonly SectionRate[]): (SectionRate | undefined)[] {
  let next = 0;
  return atoms.map(({ start }) => {
    while (next < rates.length && rates[next]!.end <= start) next++;
    const rate = rates[next];
    return rate && rate.start <= start ? rate : undefined;
  });
}
