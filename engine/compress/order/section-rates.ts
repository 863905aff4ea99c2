import type { SectionRate } from "../../prompt/marks/rate-marks.ts";
import type { Prompt } from "../../prompt/parse.ts";
import type { Atom } from "../atoms/atoms.ts";
import type { Unit } from "./key.ts";
import type { Order } from "./order.ts";

/**
 * An order that obeys the rates which a prompt gives its sections (`<!-- tare: keep=0.5 -->`): of such a section what
 * comes first goes at any target, so far as its share of its tokens is left, and the rest stays at any target. O(text).
 */
export function withRates(
  order: Order,
  { text, rates }: Pick<Prompt, "text" | "rates">,
  count: (text: string) => number,
): Order {
  if (rates.length === 0) return order;
  const { atoms, units, protections } = order;
  const rateOf = ratesOf(atoms, rates);
  const savedBy = savings(atoms, count);
  const spare = new Map(rates.map((rate) => [rate, (1 - rate.keep) * count(text.slice(rate.start, rate.end))]));
  const required: Unit[] = [];
  const others: Unit[] = [];
  const kept: Unit[] = [];
  const before = { trimmed: order.trimmed, limit: order.limit };
  const after = { trimmed: 0, limit: 0 };
  for (const [u, unit] of units.entries()) {
    const rate = rateOf[unit.atoms[0]!];
    // What stands in several sections is one thing: it stays.
    if (unit.atoms.some((i) => rateOf[i] !== rate)) {
      kept.push(unit);
      continue;
    }
    if (!rate) {
      others.push(unit);
      if (u < before.trimmed) after.trimmed++;
      if (u < before.limit) after.limit++;
      continue;
    }
    const left = spare.get(rate)! - savedBy(unit.atoms);
    // What does not fit ends it: what comes later must not go before.
    spare.set(rate, Math.max(0, left));
    if (left >= 0 || rate.keep === 0) required.push(unit);
    else kept.push(unit);
  }
  return {
    ...order,
    units: [...required, ...others],
    required: required.length,
    trimmed: required.length + after.trimmed,
    limit: required.length + after.limit,
    protections: [
      ...protections,
      ...kept.flatMap((unit) =>
        unit.atoms.map((i) => ({
          start: atoms[i]!.start,
          end: atoms[i]!.end,
          reason: "kept on request" as const,
          hold: "firm" as const,
        })),
      ),
    ].sort((a, b) => a.start - b.start || a.end - b.end),
  };
}

/**
 * About how many tokens go with some atoms, given those asked about before: with the last of a sentence goes its mark.
 */
function savings(atoms: readonly Atom[], count: (text: string) => number): (atoms: readonly number[]) => number {
  const left = new Map<number, number>();
  const marks = new Map<number, string>();
  for (const { sentence, closing, text } of atoms) {
    if (closing) marks.set(sentence, text);
    else left.set(sentence, (left.get(sentence) ?? 0) + 1);
  }
  return (unit) => {
    let saved = 0;
    for (const i of unit) {
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
