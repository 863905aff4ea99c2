/** Above these a number counts milliseconds, microseconds and nanoseconds since 1970; seconds below: all are after 1973. */
const UNITS = [
  [1e17, 1e-6],
  [1e14, 1e-3],
  [1e11, 1],
] as const;

const ZONED = /(?:z|[+-]\d\d:?\d\d|gmt|utc)\s*$/i;
const LAST_TIME = 8.64e15;

/**
 * Milliseconds since 1970 of a time as logs write it: a number or its digits in any unit, or a date; one that names no
 * zone is in UTC. Undefined for anything else.
 */
export function timeOf(value: unknown): number | undefined {
  if (typeof value !== "number" && typeof value !== "string") return undefined;
  if (value === "") return undefined;
  const number = Number(value);
  if (Number.isFinite(number)) {
    const scale = UNITS.find(([above]) => number > above)?.[1] ?? 1000;
    const time = Math.round(number * scale);
    return time > 0 && time < LAST_TIME ? time : undefined;
  }
  const text = String(value);
  const time = Date.parse(ZONED.test(text) || !/\d:\d/.test(text) ? text : `${text.trim().replace(" ", "T")}Z`);
  return Number.isNaN(time) ? undefined : time;
}

/** Seconds between two times; undefined where one is not known or they run backwards. */
export function secondsBetween(start: unknown, end: unknown): number | undefined {
  const [from, to] = [timeOf(start), timeOf(end)];
  return from === undefined || to === undefined || to < from ? undefined : (to - from) / 1000;
}
