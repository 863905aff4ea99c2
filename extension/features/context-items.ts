import { l10n, MarkdownString, ThemeIcon, TreeItem, TreeItemCollapsibleState } from "vscode";
import { cachedSession, cachingInWords, loadsInWords, proposalInWords } from "../../display/context-words.ts";
import {
  formatChange,
  formatCount,
  formatMoney,
  formatShare,
  formatTokens,
  tokensInWords,
} from "../../display/format.ts";
import {
  type ContextCaching,
  type ContextEntry,
  type ContextPoint,
  type ContextProblem,
  type ContextProposal,
  type Loads,
  STANDING,
  type Weight,
} from "../../protocol/context.ts";
import { tokensAt } from "../../protocol/context-points.ts";
import { joined, markdown } from "../editor/markdown.ts";
import { setting } from "../state/settings.ts";

const ICONS: Readonly<Record<Loads, string>> = {
  always: "pinned",
  matching: "filter",
  listed: "list-unordered",
  "on-demand": "play-circle",
  tools: "tools",
};

/**
 * Cells of the bar that shows an entry's part of all that every turn sends: a view is often 300 pixels wide, and tokens and
 * bar are to be seen there.
 */
const BAR = 4;

interface EntryRow {
  readonly entry: ContextEntry;
  readonly id: string;
  readonly above?: string;
}

/** What loads in one way. A sum of nothing is said in words. Its tooltip: `groupTooltip`. */
export function groupItem(loads: Loads, weight: Weight, entries: readonly ContextEntry[]): TreeItem {
  const item = new TreeItem(loadsInWords(loads), TreeItemCollapsibleState.Expanded);
  if (!STANDING.includes(loads)) item.collapsibleState = TreeItemCollapsibleState.Collapsed;
  item.id = loads;
  item.iconPath = new ThemeIcon(ICONS[loads]);
  const isUnmatched = loads === "matching" && entries.every(({ matches }) => matches === false);
  const none = l10n.t("not the open file");
  item.description = isUnmatched ? none : weightInShort(weight);
  item.accessibilityInformation = {
    label: `${loadsInWords(loads)}, ${isUnmatched ? none : weightInWords(weight)}`,
  };
  return item;
}

export function groupTooltip(loads: Loads, weight: Weight): string {
  return `${weightInWords(weight)}\n${loadsExplained(loads)}`;
}

/**
 * An entry; a click opens its file, or where it is not there, the place in the file above that names it. Its tooltip
 * (`entryTooltip`) is made once somebody wants it. `standing`: tokens that every turn sends.
 */
export function entryItem({ entry, id, above }: EntryRow, standing: number): TreeItem {
  const { path, name, imports, weight } = entry;
  const cut = path.lastIndexOf("/");
  const item = new TreeItem(
    name ?? path.slice(cut + 1),
    imports.length > 0 ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None,
  );
  item.id = id;
  const isServer = entry.loads === "tools" || entry.tools !== undefined;
  item.contextValue = isServer ? "server" : weight && weight.tokens > 0 ? "entry" : "unknown";
  item.description = [
    weight ? `${formatCount(tokensOf(entry))} ${barOf(tokensOf(entry), standing)}` : l10n.t("weight unknown"),
    ...(entry.matches === true ? [l10n.t("the open file matches")] : []),
    ...(name === undefined ? (cut < 0 ? [] : [path.slice(0, cut)]) : [path]),
  ].join(" · ");
  item.iconPath = new ThemeIcon(entry.problems.length > 0 || entry.cut ? "warning" : "file");
  item.command = {
    title: l10n.t("Open"),
    command: "tare.openContextEntry",
    arguments: weight || above === undefined ? [path] : [above, entry.at],
  };
  item.accessibilityInformation = {
    label: [name ?? path, weight ? weightInWords(weight) : l10n.t("weight unknown"), ...troubles(entry)].join(", "),
  };
  return item;
}

export function entryTooltip(entry: ContextEntry): MarkdownString {
  const { path, weight, importsWeight, globs } = entry;
  const lines = [
    ...(weight ? [weightInWords(weight)] : []),
    ...(importsWeight ? [l10n.t("Imports: {0}", weightInWords(importsWeight))] : []),
    ...(globs ? [l10n.t("Loaded for {0}", globs.join(", "))] : []),
    ...troubles(entry),
  ];
  return new MarkdownString(joined([markdown`**${path}**`, ...lines.map((line) => markdown`${line}`)], "\n\n").source);
}

/** What is wrong with an entry itself; what is cut off it, too. */
export function problemsIn({ problems, cut }: ContextEntry): readonly ContextProblem[] {
  if (!cut) return problems;
  const message = `${l10n.t("Never read: {0}.", formatTokens(cut.tokens))} ${cut.why}`;
  return [{ code: "cut", message }, ...problems];
}

function troubles(entry: ContextEntry): string[] {
  return problemsIn(entry).map(({ message }) => message);
}

/** Tokens of an entry with its imports. */
export function tokensOf({ weight, importsWeight }: ContextEntry): number {
  return (weight?.tokens ?? 0) + (importsWeight?.tokens ?? 0);
}

/** What is folded away until somebody asks. */
export function foldItem(title: string, icon: string, count?: number): TreeItem {
  const item = new TreeItem(title, TreeItemCollapsibleState.Collapsed);
  item.id = icon;
  item.iconPath = new ThemeIcon(icon);
  if (count !== undefined) item.description = formatCount(count);
  return item;
}

/** `path`: of the file that it is in. */
export function problemItem({ message, span, path: folder }: ContextProblem, path: string | undefined): TreeItem {
  const item = new TreeItem(message);
  item.iconPath = new ThemeIcon("warning");
  const where = path ?? folder ?? "";
  item.description = where;
  item.tooltip = where === "" ? message : `${where}: ${message}`;
  if (path === undefined) return item;
  item.command = { title: l10n.t("Open"), command: "tare.openContextEntry", arguments: [path, span] };
  return item;
}

export function proposalItem(proposal: ContextProposal): TreeItem {
  const { path, span, saves } = proposal;
  const message = proposalInWords(proposal);
  const item = new TreeItem([...(saves.tokens > 0 ? [formatChange(-saves.tokens)] : []), message].join(" "));
  item.iconPath = new ThemeIcon("lightbulb");
  item.description = path;
  item.tooltip = [`${path}: ${message}`, ...savingInWords(saves)].join("\n");
  item.command = { title: l10n.t("Open"), command: "tare.openContextEntry", arguments: [path, span] };
  return item;
}

/** What turns without a text are spared, and what that makes in a month; nothing where it is nothing. */
export function savingInWords({ tokens, cost }: Weight): string[] {
  if (tokens === 0) return [];
  const spared = l10n.t("Saves {0} a turn.", formatTokens(tokens));
  if (!cost) return [spared];
  const turns = setting("callsPerMonth");
  const dollars = formatMoney(turns * (cost.cached ?? cost.uncached));
  return [spared, l10n.t("A month of {0} such turns costs {1} less.", formatCount(turns), dollars)];
}

/** What a provider's cache makes of what every turn sends. */
export function cachingItem(caching: ContextCaching): TreeItem {
  const words = cachingInWords(caching);
  const item = new TreeItem(l10n.t("With a cache"));
  item.iconPath = new ThemeIcon("database");
  item.description = cachedSession(caching);
  item.tooltip = words;
  return item;
}

/** What every turn of an agent sent after a commit, and what that one changed: nobody knows it of the oldest. */
export function pointItem(point: ContextPoint, before: ContextPoint | undefined, agent: string): TreeItem {
  const tokens = tokensAt(point, agent);
  const change = before && formatChange(tokens - tokensAt(before, agent));
  const item = new TreeItem([formatCount(tokens), ...(change ? [`(${change})`] : [])].join(" "));
  const when = point.time?.slice(0, 10) ?? "";
  item.iconPath = new ThemeIcon("git-commit");
  item.description = `${when} ${point.subject}`;
  item.tooltip = `${point.commit?.slice(0, 8)} ${when} ${point.subject}`;
  const said = formatTokens(tokens);
  item.accessibilityInformation = { label: [said, ...(change ? [change] : []), when, point.subject].join(", ") };
  return item;
}

export function noteItem(text: string): TreeItem {
  const item = new TreeItem(text);
  item.iconPath = new ThemeIcon("info");
  item.tooltip = text;
  return item;
}

/** The part of all that every turn sends. */
function barOf(tokens: number, all: number): string {
  const filled = Math.min(BAR, Math.round((tokens / Math.max(1, all)) * BAR));
  return "■".repeat(filled) + "□".repeat(BAR - filled);
}

/** `7,124 14% $0.036`: each tells by its sign what it is, and a narrow view has room for the three. */
function weightInShort(weight: Weight): string {
  return [
    formatCount(weight.tokens),
    ...(weight.share === undefined ? [] : [formatShare(weight.share)]),
    ...(weight.cost ? [formatMoney(weight.cost.uncached)] : []),
  ].join(" ");
}

/** `7,124 tokens, 3.6% of the window, $0.036 a turn, $0.0036 from the cache`. */
export function weightInWords(weight: Weight): string {
  const { share, cost } = weight;
  return [
    tokensInWords(weight),
    ...(share === undefined ? [] : [l10n.t("{0} of the window", formatShare(share))]),
    ...(cost ? [l10n.t("{0} a turn", formatMoney(cost.uncached))] : []),
    ...(cost?.cached === undefined ? [] : [l10n.t("{0} from the cache", formatMoney(cost.cached))]),
  ].join(", ");
}

function loadsExplained(loads: Loads): string {
  switch (loads) {
    case "always":
      return l10n.t("Sent with every turn.");
    case "matching":
      return l10n.t("Sent once the agent works on a file that matches; the sum is of those that match the open file.");
    case "listed":
      return l10n.t("Names and descriptions are sent with every turn, the rest once it is called.");
    case "on-demand":
      return l10n.t("Sent when somebody calls it.");
    case "tools":
      return l10n.t("What the model is told of the tools that it may call, with every turn.");
  }
}
