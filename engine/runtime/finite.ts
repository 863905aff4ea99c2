/**
 * A result as it leaves the engine: every number in it is finite. Throws an `Error` that names the first that is not,
 * since a wrong number is worse than none. O(size of the result).
 */
export function finite<T>(result: T): T {
  const place = nonFinite(result, "");
  if (place !== undefined) throw new Error(`${place.slice(1) || "the result"} is not a finite number`);
  return result;
}

/** Where a value holds a number that is not finite; undefined where it holds none. */
function nonFinite(value: unknown, at: string): string | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? undefined : at;
  if (typeof value !== "object" || value === null) return undefined;
  if (value instanceof Float64Array || value instanceof Float32Array)
    return value.every(Number.isFinite) ? undefined : at;
  if (ArrayBuffer.isView(value)) return undefined;
  for (const key of Object.keys(value)) {
    const place = nonFinite((value as Readonly<Record<string, unknown>>)[key], `${at}.${key}`);
    if (place !== undefined) return place;
  }
  return undefined;
}
