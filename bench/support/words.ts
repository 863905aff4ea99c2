import type { Span } from "../../protocol/span.ts";

/** Words as white space divides them: the split that every order of words is measured on. */
export function spacedWords(text: string): Span[] {
  return [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({ start: index, end: index + word.length }));
}

/** A word in lower case without the punctuation around it; empty for marks alone. */
export function plain(word: string): string {
  return word.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
}

/** The words of a text in their plain form, spaced by one space. */
export function plainText(text: string): string {
  return text.split(/\s+/).map(plain).filter(Boolean).join(" ");
}

/** Inverse document frequency of a word in its plain form; the rarest for one that no document has. */
export function inverseDocumentFrequency(documents: readonly string[]): (plain: string) => number {
  const frequency = new Map<string, number>();
  for (const document of documents) {
    for (const word of new Set(document.split(/\s+/).map(plain))) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  }
  return (word) => Math.log((documents.length + 1) / ((frequency.get(word) ?? 0) + 0.5));
}

/** Function words of English, in their plain form. */
export const STOP_WORDS = new Set(
  (
    "a an the and or but if of in on at to for with by from as is are was were be been being am do does did have has " +
    "had having will would shall should can could may might must it its this that these those he she they we you i his " +
    "her their our your my him them us who whom which what when where why how than then so such there here also into " +
    "over under about after before between during up down out off again further once all any both each few more most " +
    "other some only own same too very just"
  ).split(" "),
);
