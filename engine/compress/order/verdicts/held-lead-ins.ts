import type { LeadIn } from "../../sentences/lead-ins.ts";
import { Tier } from "../key.ts";
import type { Judged } from "./verdict.ts";

interface Labelled extends Judged {
  /** Whether it demands nothing and may be a label, or what one labels. */
  readonly tells: readonly boolean[];
}

/**
 * What was decided of sentences, with each lead-in held at least as long as the last of what it announces, and with what it
 * announces held as long as itself where it says what must or must never be done ("MUST NOT:"). A label ("The letter:")
 * goes with the last of what it labels, which goes on to the next heading, lead-in, item or demand. O(text).
 */
export function withLeadIns(leads: readonly LeadIn[], { verdicts, worth, stays, tells }: Labelled): Labelled {
  const held = { verdicts: [...verdicts], worth: worth.slice(), stays: [...stays], tells };
  for (const { sentence, first, end } of leads) {
    if (held.verdicts[sentence]!.tier === Tier.must) held.verdicts.fill(held.verdicts[sentence]!, first, end);
  }
  const isLead = new Set(leads.map(({ sentence }) => sentence));
  // From the inmost lead-in outwards: one may announce another.
  for (const { sentence, first, end: announced } of leads.toReversed()) {
    let end = announced;
    while (tells[sentence] && tells[end] && !isLead.has(end)) end++;
    held.stays[sentence] ||= held.stays.slice(first, end).some(Boolean);
    if (tells[sentence] && verdicts.slice(first, end).every(({ tier }) => tier < Tier.rule)) {
      held.verdicts[sentence] = held.verdicts[first]!;
      held.worth[sentence] = held.worth[first]!;
    }
    for (let s = first; s < end; s++) {
      if (held.verdicts[s]!.tier < held.verdicts[sentence]!.tier) continue;
      const isHigher = held.verdicts[s]!.tier > held.verdicts[sentence]!.tier;
      held.worth[sentence] = isHigher ? held.worth[s]! : Math.max(held.worth[sentence]!, held.worth[s]!);
      held.verdicts[sentence] = { ...held.verdicts[sentence]!, tier: held.verdicts[s]!.tier };
    }
  }
  return held;
}
