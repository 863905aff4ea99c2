import { InvalidArgumentError } from "commander";
import * as z from "zod";

/**
 * A share from 0 to 1, also as a percentage: 0.7, 70 and 70% are one, and 1 is all. Throws commander's
 * `InvalidArgumentError`, as all in this file.
 */
export function share(value: string): number {
  const [, digits, percent] = /^\s*([\d.]+)\s*(%?)\s*$/.exec(value) ?? [];
  const number = Number(digits);
  const part = percent || number > 1 ? number / 100 : number;
  if (!(part <= 1)) throw new InvalidArgumentError("It must be a share from 0 to 1, or a percentage up to 100.");
  return part;
}

/** A whole number of at most fifteen digits, which a double holds. */
export function wholeNumber(value: string): number {
  if (!/^\d{1,15}$/.test(value))
    throw new InvalidArgumentError("It must be a whole number from 0 up, of at most 15 digits.");
  return Number(value);
}

/** A whole number within bounds, both allowed. */
export function numberIn(low: number, high: number): (value: string) => number {
  return (value) => {
    const number = wholeNumber(value);
    if (number < low || number > high) throw new InvalidArgumentError(`It must be from ${low} to ${high}.`);
    return number;
  };
}

/** One more value of an option that may be given again. */
export function appended(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Names with commas between them, at least one. */
export function names(value: string): readonly string[] {
  const found = value.split(",").map((name) => name.trim());
  if (found.includes("")) throw new InvalidArgumentError("It must be names with commas between them.");
  return found;
}

/** A day, as `2026-11-20`. */
export function day(value: string): string {
  if (!z.iso.date().safeParse(value).success) throw new InvalidArgumentError("It must be a day, as 2026-11-20.");
  return value;
}
