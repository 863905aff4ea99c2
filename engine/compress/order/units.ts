import { overlapTester, type Span, union } from "../../../protocol/span.ts";
import type { Atom } from "../atoms/atoms.ts";
import type { Copy } from "../redundancy/redundancy.ts";
import type { Sentence } from "../sentences/sentences.ts";
import { type Column, indices } from "../worth/word-features.ts";
import { type Key, Tier, type Unit } from "./key.ts";
import type { Detail } from "./phrases/details.ts";
import type { Phrase } from "./phrases/phrase.ts";
import type { Verdict } from "./verdicts/verdict.ts";

/** What says again what stays, as one unit each. */
export function copyUnits(copies: readonly (Copy | undefined)[]): Unit[] {
  const atomsOf = new Map<Copy, number[]>();
  for (const [i, copy] of copies.entries()) {
    if (!copy) continue;
    const own = atomsOf.get(copy);
    if (own) own.push(i);
    else atomsOf.set(copy, [i]);
  }
  return Array.from(atomsOf, ([{ reason }, atoms]) => ({
    atoms,
    key: { tier: Tier.copy, worth: 0, position: atoms[0]! },
    reason,
  }));
}

/** Phrases that their sentences can do without. */
export function phraseUnits(phrases: readonly Phrase[]): Unit[] {
  return phrases.map(({ first, end, tier, reason }) => ({
    atoms: indices({ first, end }),
    key: { tier, worth: 0, position: first },
    reason,
  }));
}

/** The details of a sentence, each when its own words are the least that is left. */
export function detailUnits(details: readonly Detail[], { tier, reason }: Verdict): Unit[] {
  return details.map(({ first, end, worth }) => ({
    atoms: indices({ first, end }),
    key: { tier, worth, position: first },
    reason,
  }));
}

/** What is known of the sentences that are to go whole. */
interface Whole {
  readonly verdicts: readonly Verdict[];
  readonly worth: Column;
  /** Sentences that go together, rising, each group with its verdict. */
  readonly groups: readonly { readonly sentences: readonly number[]; readonly verdict: Verdict }[];
  readonly stays: readonly boolean[];
  /** Whether an atom may go and goes with no smaller unit. */
  readonly isFree: (atom: number) => boolean;
}

/** The sentences and groups of sentences, less the phrases that go before them. */
export function wholeUnits(sentences: readonly Sentence[], whole: Whole): Unit[] {
  const { verdicts, worth, stays, groups, isFree } = whole;
  const grouped = new Set(groups.flatMap((group) => group.sentences));
  const alone = sentences.flatMap((_, s) => (grouped.has(s) ? [] : [{ sentences: [s], verdict: verdicts[s]! }]));
  return [...groups, ...alone].flatMap(({ sentences: own, verdict: { tier, reason } }) => {
    if (own.some((s) => stays[s])) return [];
    const free = own.flatMap((s) => indices(sentences[s]!)).filter(isFree);
    if (free.length === 0) return [];
    const key: Key = { tier, worth: Math.max(...own.map((s) => worth[s]!)), position: free[0]! };
    return [{ atoms: free, key, reason }];
  });
}

/** The units of which one part cannot go without the other, since nothing that stays stands between two of their atoms. */
export function unparted(units: readonly Unit[], atoms: readonly Atom[], firm: readonly Span[]): Unit[] {
  const isFirm = overlapTester(union(firm));
  const parts = atoms.map(({ end }, i) => isFirm({ start: end, end: atoms[i + 1]?.start ?? end }));
  return units.filter((unit) => !unit.atoms.some((i, at) => parts[i] && unit.atoms[at + 1] === i + 1));
}
