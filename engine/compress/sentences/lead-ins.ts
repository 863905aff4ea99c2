import { Tier } from "../order/key.ts";
import type { Verdict } from "../order/standing.ts";
import type { Column } from "../worth/word-features.ts";
import type { Sentence } from "./sentences.ts";

const COLON = /[:：][*_\s]*$/u;

/** Whether a sentence announces what follows it: "Never do this:". */
export function isLeadIn(sentence: string): boolean {
  return COLON.test(sentence);
}

/** A sentence with those that it announces, from `first` up to `end`; all are indices of sentences. */
export interface LeadIn {
  readonly sentence: number;
  readonly first: number;
  readonly end: number;
}

/** How a sentence stands in the text. */
interface Place {
  readonly announces: boolean;
  /** Whether it begins a line; a heading or another message ends what stands before. */
  readonly start: "line" | "within" | "elsewhere";
  readonly column: number;
  readonly isItem: boolean;
  readonly opensParagraph: boolean;
}

/**
 * The sentences at a line's end that announce a list or a paragraph: an item announces what is indented deeper, any
 * other line the list that follows, to where its margin begins again, or one paragraph. In order; those inside of others
 * come after them. O(text), since one goes over what another announces only where that is indented.
 */
export function leadIns(sentences: readonly Sentence[]): LeadIn[] {
  const places = sentences.map(({ text, gap, isFirst, isHeading, isItem }, s): Place => {
    const isElsewhere = isHeading || (isFirst && s > 0);
    return {
      announces: isLeadIn(text),
      start: isElsewhere ? "elsewhere" : s === 0 || gap.includes("\n") ? "line" : "within",
      column: gap.length - gap.lastIndexOf("\n") - 1,
      isItem,
      opensParagraph: /\n\s*\n/.test(gap),
    };
  });
  return places.flatMap((lead, sentence) => {
    if (!lead.announces || places[sentence + 1]?.start !== "line") return [];
    const end = announcedEnd(places, sentence);
    return end > sentence + 1 ? [{ sentence, first: sentence + 1, end }] : [];
  });
}

function announcedEnd(places: readonly Place[], sentence: number): number {
  const lead = places[sentence]!;
  const isList = places[sentence + 1]!.isItem;
  let end = sentence + 1;
  for (; end < places.length && places[end]!.start !== "elsewhere"; end++) {
    const { start, column, isItem, opensParagraph, announces } = places[end]!;
    if (start === "within" || column > lead.column) continue;
    if (lead.isItem || (!isItem && announces)) break;
    if (!isItem && opensParagraph && (isList || end > sentence + 1)) break;
    if (isItem && !isList) break;
  }
  return end;
}

/** What becomes of each sentence, and how much it is worth; parallel arrays. */
interface Standing {
  readonly verdicts: readonly Verdict[];
  readonly worth: Column;
  /** Whether it stays at any target. */
  readonly stays: readonly boolean[];
  /** Whether it demands nothing and may be a label, or what one labels. */
  readonly tells: readonly boolean[];
}

/**
 * The standing of sentences with each lead-in held at least as long as the last of what it announces, and with what it
 * announces held as long as itself where it says what must or must never be done ("MUST NOT:"). A label ("The letter:")
 * goes with the last of what it labels, which goes on to the next heading, lead-in, item or demand. O(text).
 */
export function withLeadIns(leads: readonly LeadIn[], { verdicts, worth, stays, tells }: Standing): Standing {
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
