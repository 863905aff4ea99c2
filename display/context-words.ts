import {
  type AgentContext,
  type ContextCaching,
  type ContextEntry,
  type ContextProposal,
  type Loads,
  SESSION_TURNS,
  type Weight,
} from "../protocol/context.ts";
import { formatCount, formatMoney, formatShare, formatTokenCount, formatTokens } from "./format.ts";

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

/** What caching saves in a session, and whether there is enough to be cached. */
export function cachingInWords({ minimum, reaches, first, further, uncached }: ContextCaching): string {
  const session = first + (SESSION_TURNS - 1) * further;
  const costs = `A session of ${SESSION_TURNS} turns pays ${formatMoney(session)} for it with a cache, ${formatMoney(SESSION_TURNS * uncached)} without`;
  if (reaches) return `${costs}.`;
  return `${costs}; by itself it is too short to be cached (${formatCount(minimum ?? 0)} tokens at least), but what the agent sends before it counts, too.`;
}

/** What could go, grouped by the file, or by the two files, that it is about; the dearest first. */
export function proposalGroups(
  proposals: readonly ContextProposal[],
): { path: string; proposals: readonly ContextProposal[]; tokens: number }[] {
  const groups = new Map<string, ContextProposal[]>();
  for (const proposal of proposals) {
    const key = [proposal.kind, proposal.path, proposal.other?.path].join("\n");
    groups.set(key, [...(groups.get(key) ?? []), proposal]);
  }
  return [...groups.values()]
    .map((own) => ({
      path: own[0]!.path,
      proposals: own,
      tokens: own.reduce((sum, { saves }) => sum + saves.tokens, 0),
    }))
    .sort((a, b) => b.tokens - a.tokens);
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
