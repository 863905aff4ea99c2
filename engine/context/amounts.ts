import type { Speech } from "./speech.ts";

/** Numbers with their units, and what is said beside them of that thing. */
export interface Amounts {
  readonly values: readonly number[];
  readonly units: readonly (string | undefined)[];
  readonly bound: "low" | "high" | undefined;
  readonly about: readonly string[];
}

/** The number that a word is, be it in words or with a unit behind it. */
export function numberOf(word: string, speech: Speech): number | undefined {
  const digits = /^[v$]?(\d+(?:[.,]\d+)*)[a-z%]{0,3}$/.exec(word)?.[1];
  if (digits !== undefined) return Number(digits.replace(/,(?=\d{3})/g, "").replace(",", "."));
  const place = speech.numbers.indexOf(word);
  return place < 0 ? undefined : place + 1;
}

/** What a number counts: what is written at it or behind it. */
export function unitOf(word: string, next: string | undefined, speech: Speech): string | undefined {
  const { meant, within, toward, times, idle, yes, no } = speech;
  const written = /\d([a-z%]+)$/.exec(word)?.[1] ?? next;
  const unit = written === undefined ? undefined : meant(written);
  return unit === undefined ||
    [within, toward, times, idle, yes, no].some((set) => set.has(unit)) ||
    numberOf(written!, speech) !== undefined
    ? undefined
    : unit;
}
