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
