/** Where nobody says from which call on, that is after so many at least. */
export const FIRST_PLACE = 50;
/** Each ends after twice as many calls as it begins, and all have the same share of the allowed chance. */
const OCTAVES = 8;
/** An octave is asked about in one place, two, four and eight; each of these has the same share of what it has. */
const FINENESS = 4;

/** A call from which on more may have been billed, and the share of the allowed chance that it has. */
export interface Place {
  readonly at: number;
  readonly prior: number;
}

const PLACES: readonly Place[] = Array.from({ length: OCTAVES }, (_, octave) => {
  const finest = 2 ** (FINENESS - 1);
  return Array.from({ length: finest }, (_, i) => ({
    at: Math.round(FIRST_PLACE * 2 ** octave * (1 + i / finest)),
    prior: priorOf(i) / OCTAVES,
  }));
}).flat();

/** The share of its octave that the place with this number has, of the eight. */
function priorOf(part: number): number {
  let share = 0;
  for (let level = 0; level < FINENESS; level++)
    if (part % 2 ** (FINENESS - 1 - level) === 0) share += 1 / FINENESS / 2 ** level;
  return share;
}

/** The places of a log of so many calls. */
export function placesBefore(calls: number): readonly Place[] {
  return PLACES.filter(({ at }) => at < calls);
}
