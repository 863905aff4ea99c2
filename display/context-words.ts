import type { AgentContext, ContextEntry, Loads, Weight } from "../protocol/context.ts";
import { formatMoney, formatShare, formatTokenCount, formatTokens } from "./format.ts";

/** What the ways of loading are called. */
export const LOADS_IN_WORDS: Readonly<Record<Loads, string>> = {
  always: "Always loaded",
  matching: "When files match",
  listed: "Only name and description",
  "on-demand": "On demand",
  tools: "Tools (MCP)",
};

/** `≈ 1,284 (1,220 to 1,350) tokens a turn, 0.6% of the window, $0.0026 uncached, $0.00026 cached`. */
export function turnInWords(weight: Weight): string {
  const { share, cost } = weight;
  return [
    `${formatTokenCount(weight)} tokens a turn`,
    ...(share === undefined ? [] : [`${formatShare(share)} of the window`]),
    ...(cost ? [`${formatMoney(cost.uncached)} uncached`] : []),
    ...(cost?.cached === undefined ? [] : [`${formatMoney(cost.cached)} cached`]),
  ].join(", ");
}

/** What an entry is called: a name of its own, else its path. */
export function entryName({ path, name }: ContextEntry): string {
  return name === undefined ? path : `${name} (${path})`;
}

/** How an entry comes by its globs; undefined where none bring it in. */
export function whenInWords({ globs, matches }: ContextEntry): string | undefined {
  if (!globs) return undefined;
  const verdict = matches === undefined ? "" : matches ? ": the file at hand matches" : ": the file at hand does not";
  return `for ${globs.join(", ")}${verdict}`;
}

/** The entries that load in one way, in the agent's order. */
export function entriesOf({ entries }: AgentContext, loads: Loads): readonly ContextEntry[] {
  return entries.filter((entry) => entry.loads === loads);
}

/** Entries and their imports as rows of an outline. */
export function rowsOf(entries: readonly ContextEntry[], depth = 0): { entry: ContextEntry; depth: number }[] {
  return entries.flatMap((entry) => [{ entry, depth }, ...rowsOf(entry.imports, depth + 1)]);
}

/** What is to be said of entries and of their imports: each remark once, with those that it is about. */
export function remarksOn(entries: readonly ContextEntry[]): { names: string[]; message: string }[] {
  const remarks = new Map<string, string[]>();
  for (const { entry } of rowsOf(entries)) {
    const { cut, problems } = entry;
    const own = [
      ...(cut ? [`${formatTokens(cut.tokens)} are never read. ${cut.why}`] : []),
      ...problems.map(({ message }) => message),
    ];
    for (const message of own) remarks.set(message, [...(remarks.get(message) ?? []), entryName(entry)]);
  }
  return [...remarks].map(([message, names]) => ({ names, message }));
}
