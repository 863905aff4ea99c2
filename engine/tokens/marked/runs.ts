import {
  BASELESS,
  BORDER_DIGIT,
  CLASS,
  DECIMAL,
  HARD,
  LIKE_SIGN,
  NUMERAL,
  SELECTOR,
  STRAY,
  traitsOf,
  WORD,
} from "./characters.ts";

/** A text as code points, without the ones that are not counted. */
export interface Characters {
  readonly codePoints: Uint32Array;
  /** Where each ends in the text, in UTF-16 units. What is not counted belongs to the character behind it. */
  readonly ends: Uint32Array;
  readonly length: number;
}

/** A stretch of characters of one class, `[start, end)`. */
export interface Run {
  readonly class: number;
  readonly start: number;
  readonly end: number;
}

/** Cuts a text into runs, each as long as its class goes on; what stands alone by itself is cut by kind, too. */
export function runsOf({ codePoints, length }: Characters): Run[] {
  const runs: Run[] = [];
  let start = 0;
  let own = 0;
  for (let i = 0; i < length; i++) {
    const traits = traitsOf(codePoints[i]!);
    const found = traits & CLASS;
    const isBaseless = found === WORD && (traits & BASELESS) !== 0;
    if (i === 0) own = isBaseless ? STRAY : found;
    // A mark belongs to the letter before it; marks without a letter are a run of their own.
    else if (own === STRAY && isBaseless) continue;
    else if (found !== own || (isBaseless && own !== WORD)) {
      push(runs, codePoints, own, start, i);
      start = i;
      own = isBaseless && own !== WORD ? STRAY : found;
    }
  }
  if (length > 0) push(runs, codePoints, own, start, length);
  return runs;
}

function push(runs: Run[], codePoints: Uint32Array, own: number, start: number, end: number): void {
  if (own === HARD) {
    let kind = kindOf(codePoints[start]!);
    for (let i = start + 1; i < end; i++) {
      if (traitsOf(codePoints[i]!) & SELECTOR) continue;
      const next = kindOf(codePoints[i]!);
      if (next === kind) continue;
      runs.push({ class: HARD, start, end: i });
      start = i;
      kind = next;
    }
  }
  runs.push({ class: own, start, end });
}

/** Signs, numbers and letters that stand alone do not stand together. */
function kindOf(codePoint: number): number {
  const traits = traitsOf(codePoint);
  return traits & LIKE_SIGN || traits & BORDER_DIGIT;
}

/** Whether a run is of decimal digits alone, or of other numbers alone. */
export function isNumber({ codePoints }: Characters, { start, end }: Run): boolean {
  const kind = traitsOf(codePoints[start]!) & (DECIMAL | NUMERAL);
  if (kind === 0) return false;
  for (let i = start + 1; i < end; i++) if ((traitsOf(codePoints[i]!) & (DECIMAL | NUMERAL)) !== kind) return false;
  return true;
}
