import { overlapTester, type Span } from "../../../protocol/span.ts";

const WORD = "\\p{Lu}[\\p{L}\\p{M}\\p{N}]{0,40}\\p{Ll}[\\p{L}\\p{M}\\p{N}]{0,40}";
/** Two to six words with capitals, one blank between them. */
const CAPITALISED = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}_])${WORD}(?: ${WORD}){1,5}(?![\\p{L}\\p{M}\\p{N}_])`, "gu");
/** What stands before the first word of a sentence, a line or a list item, where a capital says nothing. */
const OPENS = /(?:^|[\n.!?:…。？！])[\s"'“„«([*_>#•-]*(?:\d{1,3}[.)]\s+)?["'“„«([*_]*$/u;
/** What stands after an item of a list, or ends its line: then the item is a name and no sentence. */
const CLOSES = /^["'”»)\]*_]{0,4}(?:[,;、，]|[ \t]*(?:\r?\n|$))/u;
/** Titles, and the words in bold that open an item, may all have capitals. */
const HEADING = /^[ \t]*#{1,6} .*$/gm;
/** How far back the beginning of a sentence is looked for: over marks, no words. */
const LOOK_BACK = 20;
/** In languages that write nouns with capitals, more of the words after one without a capital have one. */
const NOUNS_HAVE_CAPITALS = 0.2;
const FEWEST = 8;
const AFTER_SMALL = /(?<!\p{L})\p{Ll}\p{L}{0,40} (?=(\p{L}))/gu;

/**
 * Proper names of two or more words ("Release Please"), which are one thing each: words with capitals inside of a sentence,
 * or alone in an item of a list. None where all nouns have capitals, as in German. Disjoint and in order. O(text).
 */
export function nameSpans(text: string): Span[] {
  if (capitalisesNouns(text)) return [];
  const inHeading = overlapTester(
    Array.from(text.matchAll(HEADING), ({ 0: line, index }) => ({ start: index, end: index + line.length })),
  );
  const found: Span[] = [];
  for (const { 0: words, index } of text.matchAll(CAPITALISED)) {
    const end = index + words.length;
    const before = text.slice(Math.max(0, index - LOOK_BACK), index);
    const isWhole = !OPENS.test(before) || CLOSES.test(text.slice(end, end + LOOK_BACK));
    const name = { start: isWhole ? index : index + words.indexOf(" ") + 1, end };
    const isTitle = inHeading(name) || (OPENS.test(before) && /[*_]$/.test(before));
    if (!isTitle && text.slice(name.start, end).includes(" ")) found.push(name);
  }
  return found;
}

function capitalisesNouns(text: string): boolean {
  const following = Array.from(text.matchAll(AFTER_SMALL), ([, letter]) => letter!);
  const capitals = following.filter((letter) => /\p{Lu}/u.test(letter));
  return following.length >= FEWEST && capitals.length > NOUNS_HAVE_CAPITALS * following.length;
}
