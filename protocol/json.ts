/** An object of JSON that somebody else wrote: it may hold anything. */
export type Json = Readonly<Record<string, unknown>>;

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object that a value is; an empty one where it is none. */
export function objectOr(value: unknown): Json {
  return isJson(value) ? value : {};
}
