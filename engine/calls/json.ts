import * as l10n from "@vscode/l10n";
import { Failure } from "../../protocol/failure.ts";
import { isJson, type Json } from "../../protocol/json.ts";

/*
 * Only these functions read the JSON of logs: a name in it is data, never a way to what objects inherit.
 */

export { isJson, type Json };

/** What lies under these names, one in the other. Most are not there, which one look tells: a log asks a hundred a row. */
export function at(value: unknown, ...names: readonly string[]): unknown {
  let found = value;
  for (const name of names) {
    if (!isJson(found)) return undefined;
    const inner = found[name];
    if (inner === undefined || !Object.hasOwn(found, name)) return undefined;
    found = inner;
  }
  return found;
}

/** The object under these names, also where it is written as text of JSON. */
export function objectAt(value: unknown, ...names: readonly string[]): Json | undefined {
  const found = at(value, ...names);
  if (isJson(found)) return found;
  if (typeof found !== "string" || !found.startsWith("{")) return undefined;
  try {
    const parsed: unknown = JSON.parse(found);
    return isJson(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

export function listAt(value: unknown, ...names: readonly string[]): readonly unknown[] {
  const found = at(value, ...names);
  return Array.isArray(found) ? found : [];
}

/** The text under these names; none where it is blank. */
export function textAt(value: unknown, ...names: readonly string[]): string | undefined {
  const found = at(value, ...names);
  return typeof found === "string" && found.trim() !== "" ? found : undefined;
}

/** The first that is there of several names of one text. */
export function anyText(value: unknown, names: readonly string[]): string | undefined {
  for (const name of names) {
    const found = textAt(value, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The number under these names, also where it is written as text; none where it is no finite number from 0 on. */
export function amountAt(value: unknown, ...names: readonly string[]): number | undefined {
  const found = at(value, ...names);
  const number = typeof found === "string" && found.trim() !== "" ? Number(found) : found;
  return typeof number === "number" && Number.isFinite(number) && number >= 0 ? number : undefined;
}

/** The count under these names, also where it is written as text. Throws a `Failure` ("bad-input") for any other value. */
export function countAt(value: unknown, ...names: readonly string[]): number | undefined {
  const found = at(value, ...names);
  if (found === undefined || found === null || found === "") return undefined;
  const count = typeof found === "string" ? Number(found) : found;
  if (!Number.isSafeInteger(count) || (count as number) < 0)
    throw new Failure("bad-input", l10n.t("a count of tokens is not a whole number"));
  return count as number;
}

/** The first that is there of several names of one count. */
export function anyCount(value: unknown, names: readonly string[]): number | undefined {
  for (const name of names) {
    const found = countAt(value, name);
    if (found !== undefined) return found;
  }
  return undefined;
}
