import type { Bound, Speech } from "./speech.ts";

/** Numbers with their units, and what is said beside them of that thing. */
export interface Amounts {
  readonly values: readonly number[];
  readonly units: readonly (string | undefined)[];
  readonly bound: Bound | undefined;
  readonly about: readonly string[];
}

/** A number and what it counts: units of one thing ("2 days", "48 hours") as the smallest of them. */
export interface Amount {
  readonly value: number;
  readonly unit: string | undefined;
  /** Whether its unit is one of several of a thing. */
  readonly isScaled: boolean;
}

/** The amount that a word of a clause begins; undefined where it is no number, or names a thing: "section 5". */
export function amountAt(said: readonly string[], i: number, speech: Speech): Amount | undefined {
  const value = numberOf(said[i], speech);
  if (value === undefined || (i > 0 && isNumbered(said[i - 1]!, speech))) return undefined;
  const unit = unitOf(said[i]!, said[i + 1], speech);
  const scale = unit === undefined ? undefined : speech.scales.get(unit);
  return scale ? { value: value * scale.size, unit: scale.unit, isScaled: true } : { value, unit, isScaled: false };
}

/** Whether a word is the unit of the number before it, and no word of its own: "30 *seconds*". */
export function isUnitOfAmount(said: readonly string[], i: number, speech: Speech): boolean {
  return i > 0 && speech.scales.has(speech.meant(said[i]!)) && amountAt(said, i - 1, speech)?.isScaled === true;
}

/** The number that a word is, be it in words or with a unit behind it. */
export function numberOf(word: string | undefined, speech: Speech): number | undefined {
  if (word === undefined) return undefined;
  const digits = NUMBER.exec(word)?.[1];
  if (digits !== undefined) return Number(digits.replace(/,(?=\d{3})/g, "").replace(",", "."));
  const place = speech.numbers.indexOf(word);
  return place < 0 ? undefined : place + 1;
}

/** A number and the unit that is written at it. */
const NUMBER = /^[v$]?(\d+(?:[.,]\d+)*)([a-z%]{0,3}|[\p{Script=Han}\p{Script=Hangul}]{1,5})$/u;

/** Whether a number behind a word tells which, not how many: "section 5". */
function isNumbered(word: string, { numbered, measures, meant }: Speech): boolean {
  return numbered?.test(word) === true && !measures.has(meant(word));
}

/** What a number counts: what is written at it or behind it. */
function unitOf(word: string, next: string | undefined, speech: Speech): string | undefined {
  const { meant, within, toward, times, idle, yes, no } = speech;
  const written = NUMBER.exec(word)?.[2] || next;
  const unit = written === undefined ? undefined : meant(written);
  return unit === undefined ||
    [within, toward, times, idle, yes, no].some((set) => set.has(unit)) ||
    numberOf(written, speech) !== undefined
    ? undefined
    : unit;
}
