import * as l10n from "@vscode/l10n";
import type {
  AgentContext,
  ContextCaching,
  ContextEntry,
  ContextProposal,
  Loads,
  ServerLaunch,
  Weight,
} from "../protocol/context.ts";
import type { SessionCost } from "../protocol/session-cost.ts";
import { SESSION_TURNS } from "../protocol/session-cost.ts";
import { formatCount, formatMoney, formatShare, formatTokens, tokensInWords } from "./format.ts";

/** What a way of loading is called. */
export function loadsInWords(loads: Loads): string {
  const names: Readonly<Record<Loads, string>> = {
    always: l10n.t("Always loaded"),
    matching: l10n.t("When files match"),
    listed: l10n.t("Name only"),
    "on-demand": l10n.t("On demand"),
    tools: l10n.t("Tools (MCP)"),
  };
  return names[loads];
}

/** `≈ 1,284 (1,220 to 1,350) tokens a turn, 0.6% of the window, $0.0026 uncached, $0.00026 cached`. */
export function turnInWords(weight: Weight): string {
  const { share, cost } = weight;
  return [
    l10n.t("{0} a turn", tokensInWords(weight)),
    ...(share === undefined ? [] : [l10n.t("{0} of the window", formatShare(share))]),
    ...(cost ? [turnCostInWords(cost.uncached, cost.cached)] : []),
  ].join(", ");
}

/** `$0.0026 uncached, $0.00026 cached`: what a turn pays. */
export function turnCostInWords(uncached: number, cached?: number): string {
  const anew = l10n.t("{0} uncached", formatMoney(uncached));
  return cached === undefined ? anew : `${anew}, ${l10n.t("{0} cached", formatMoney(cached))}`;
}

/** `$0.13 for 50 turns`: what a session pays at most for instructions, which every turn sends. */
export function sessionPrice({ turns, uncached }: Pick<SessionCost, "turns" | "uncached">): string {
  return l10n.t("{0} for {1} turns", formatMoney(uncached), formatCount(turns));
}

/** `$0.13 for 50 turns, $0.015 with a cache`. */
export function sessionInWords({ cached, ...session }: SessionCost): string {
  const anew = sessionPrice(session);
  return cached === undefined ? anew : l10n.t("{0}, {1} with a cache", anew, formatMoney(cached));
}

/** `$0.015 for 50 turns`: what a session pays with a cache that lasts as long as it does. */
export function cachedSession({ first, further }: ContextCaching): string {
  return sessionPrice({ turns: SESSION_TURNS, uncached: first + (SESSION_TURNS - 1) * further });
}

/** What caching saves in a session, and whether there is enough to be cached. */
export function cachingInWords({ minimum, reaches, first, firstOfHour, further, uncached }: ContextCaching): string {
  const rest = (SESSION_TURNS - 1) * further;
  const session = first + rest;
  const costs = l10n.t(
    "A session of {0} turns pays {1} for it with a cache, {2} without",
    SESSION_TURNS,
    formatMoney(session),
    formatMoney(SESSION_TURNS * uncached),
  );
  if (reaches && firstOfHour !== undefined)
    return l10n.t("{0}; {1} with a cache that lives for an hour.", costs, formatMoney(firstOfHour + rest));
  if (reaches) return l10n.t("{0}.", costs);
  return l10n.t(
    "{0}; by itself it is too short to be cached ({1} tokens at least), but what the agent sends before it counts, too.",
    costs,
    formatCount(minimum ?? 0),
  );
}

/** A proposal, and what is sent anew each time something has changed that does not stay as it is. */
export function proposalInWords({ message, behind }: ContextProposal): string {
  if (!behind) return message;
  const anew = l10n.t("Sent anew then: {0}", formatTokens(behind.tokens));
  const cost = behind.cost ? `, ${formatMoney(behind.cost.uncached)}` : "";
  return `${message} ${anew}${cost}.`;
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
  const when = l10n.t("for {0}", globs.join(", "));
  if (matches === undefined) return when;
  return matches ? l10n.t("{0}: the open file matches", when) : l10n.t("{0}: the open file does not match", when);
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
      ...(cut ? [`${l10n.t("Never read: {0}.", formatTokens(cut.tokens))} ${cut.why}`] : []),
      ...problems.map(({ message }) => message),
    ];
    for (const message of own) remarks.set(message, [...(remarks.get(message) ?? []), entryName(entry)]);
  }
  return [...remarks].map(([message, names]) => ({ names, message }));
}

/** A command with its arguments as they are run; what one would not see, or would take for more than one, is written out. */
export function commandInWords({ command, args }: ServerLaunch): string {
  return [command, ...args].map((word) => (/^[\w@%+=:,./\\~-]+$/.test(word) ? word : quoted(word))).join(" ");
}

function quoted(word: string): string {
  const unseen = /[\p{C}\p{M}\p{Z}]/gu;
  return JSON.stringify(word).replace(unseen, (one) =>
    one === " " ? one : `\\u{${one.codePointAt(0)!.toString(16)}}`,
  );
}
