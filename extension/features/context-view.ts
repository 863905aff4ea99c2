import {
  CancellationTokenSource,
  commands,
  Disposable,
  EventEmitter,
  l10n,
  type MarkdownString,
  type TreeDataProvider,
  type TreeItem,
  type TreeView,
  window,
  workspace,
} from "vscode";
import {
  type AgentContext,
  type AgentId,
  type ContextCaching,
  type ContextEntry,
  type ContextPoint,
  type ContextProblem,
  type ContextProposal,
  LOADS,
  type Loads,
  type Weight,
} from "../../protocol/context.ts";
import { sendersAt, tokensAt } from "../../protocol/context-points.ts";
import { asFailure, Failure } from "../../protocol/failure.ts";
import type { Span } from "../../protocol/span.ts";
import { rangeOf } from "../editor/spans.ts";
import { orTell } from "../failures.ts";
import type { Services } from "../services.ts";
import type { Contexts } from "../state/contexts.ts";
import {
  cachingItem,
  entryItem,
  entryTooltip,
  foldItem,
  groupItem,
  groupTooltip,
  noteItem,
  pointItem,
  problemItem,
  problemsIn,
  proposalItem,
  tokensOf,
  weightInWords,
} from "./context-items.ts";

/** A row of the tree. `above`: the path of the file that imports an entry; `path`: of the file that has a problem. */
type Row =
  | { readonly is: "group"; readonly loads: Loads; readonly weight: Weight; readonly entries: readonly ContextEntry[] }
  | { readonly is: "entry"; readonly entry: ContextEntry; readonly id: string; readonly above?: string }
  | { readonly is: "problems" | "notes"; readonly rows: Row[] }
  | { readonly is: "problem"; readonly problem: ContextProblem; readonly path?: string }
  | { readonly is: "caching"; readonly caching: ContextCaching }
  | { readonly is: "proposals" }
  | { readonly is: "history" }
  | { readonly is: "point"; readonly point: ContextPoint; readonly before?: ContextPoint; readonly agent: string }
  | { readonly is: "proposal"; readonly proposal: ContextProposal }
  | { readonly is: "note"; readonly text: string };

/** What an agent loads in this workspace before anybody has typed a word, as a tree, the heaviest first. */
export function contextView({ contexts, log }: Services): Disposable {
  const changed = new EventEmitter<Row | undefined>();
  const tree = new ContextTree(contexts, changed);
  const view = window.createTreeView("tare.context", { treeDataProvider: tree, showCollapseAll: true });
  contexts.watch(view, view.visible);
  return Disposable.from(
    changed,
    view,
    view.onDidCollapseElement(({ element }) => {
      if (element.is !== "history") return;
      tree.forgetHistory();
      // The editor keeps the rows of what was unfolded once.
      changed.fire(element);
    }),
    view.onDidChangeVisibility(({ visible }) => contexts.watch(view, visible)),
    contexts.onDidChange(() => {
      tell(view, contexts);
      changed.fire(undefined);
    }),
    commands.registerCommand("tare.selectAgent", () => orTell(log, () => selectAgent(contexts))),
    commands.registerCommand("tare.openContextEntry", (path: string, span?: Span) =>
      orTell(log, () => openEntry(contexts, path, span)),
    ),
    commands.registerCommand("tare.trimContextEntry", (row: Row) =>
      orTell(log, async () => {
        if (row.is !== "entry") return;
        await openEntry(contexts, row.entry.path);
        await commands.executeCommand("tare.previewCompression");
      }),
    ),
  );
}

class ContextTree implements TreeDataProvider<Row> {
  readonly #contexts: Contexts;
  /** The rows of the history while it is unfolded, and of which agent: a tree that is drawn anew reads no commits. */
  #history: { readonly agent: AgentId; readonly rows: Promise<Row[]> } | undefined;
  readonly onDidChangeTreeData;

  constructor(contexts: Contexts, changed: EventEmitter<Row | undefined>) {
    this.#contexts = contexts;
    this.onDidChangeTreeData = changed.event;
  }

  async getChildren(row?: Row): Promise<Row[]> {
    const agent = this.#contexts.agent;
    if (!agent) return [];
    if (!row) return rootsOf(agent);
    if (row.is === "group") return heaviestFirst(row.entries).map((entry) => entryRow(entry, row.loads));
    if (row.is === "entry") return row.entry.imports.map((entry) => entryRow(entry, row.id, row.entry.path));
    if (row.is === "proposals") return this.#proposals();
    if (row.is === "history") return this.#historyOf(agent);
    return row.is === "problems" || row.is === "notes" ? row.rows : [];
  }

  #historyOf(agent: AgentContext): Promise<Row[]> {
    if (this.#history?.agent !== agent.agent) {
      const rows = this.#contexts.history(agent, new CancellationTokenSource().token);
      this.#history = { agent: agent.agent, rows: rows.then((points) => pointRows(points, agent.name), failureRow) };
    }
    return this.#history.rows;
  }

  /** Whoever unfolds it again wants to know what is new. */
  forgetHistory(): void {
    this.#history = undefined;
  }

  async #proposals(): Promise<Row[]> {
    const { token } = new CancellationTokenSource();
    return this.#contexts.withProposals(token).then((found) => proposalRows(found?.proposals ?? []), failureRow);
  }

  resolveTreeItem(item: TreeItem, row: Row): TreeItem {
    item.tooltip ??= tooltipOf(row);
    return item;
  }

  getTreeItem(row: Row): TreeItem {
    const { agent } = this.#contexts;
    switch (row.is) {
      case "group":
        return groupItem(row.loads, row.weight, row.entries);
      case "entry":
        return entryItem(row, agent?.standing.tokens ?? 0);
      case "problems":
        return foldItem(l10n.t("Problems"), "warning", row.rows.length);
      case "notes":
        return foldItem(l10n.t("Not counted"), "info", row.rows.length);
      case "problem":
        return problemItem(row.problem, row.path);
      case "caching":
        return cachingItem(row.caching);
      case "proposals":
        return foldItem(l10n.t("What could go"), "lightbulb");
      case "history":
        return foldItem(l10n.t("History"), "history");
      case "point":
        return pointItem(row.point, row.before, row.agent);
      case "proposal":
        return proposalItem(row.proposal);
      case "note":
        return noteItem(row.text);
    }
  }
}

/** What is said of a row beside it; most rows are never asked. */
function tooltipOf(row: Row): MarkdownString | string | undefined {
  if (row.is === "group") return groupTooltip(row.loads, row.weight);
  return row.is === "entry" ? entryTooltip(row.entry) : undefined;
}

function rootsOf(agent: AgentContext): Row[] {
  const groups = LOADS.map((loads): Row & { is: "group" } => ({
    is: "group",
    loads,
    weight: agent.sums[loads],
    entries: agent.entries.filter((entry) => entry.loads === loads),
  }));
  const problems = [
    ...agent.problems.map((problem): Row => ({ is: "problem", problem })),
    ...agent.entries.flatMap(problemsOf),
  ];
  const notes = agent.notes.map((text): Row => ({ is: "note", text }));
  return [
    ...groups.filter(({ entries }) => entries.length > 0),
    ...(agent.caching ? [{ is: "caching", caching: agent.caching } as const] : []),
    ...(agent.entries.length > 0 ? [{ is: "proposals" } as const, { is: "history" } as const] : []),
    ...(problems.length > 0 ? [{ is: "problems", rows: problems } as const] : []),
    ...(notes.length > 0 ? [{ is: "notes", rows: notes } as const] : []),
  ];
}

function proposalRows(proposals: readonly ContextProposal[]): Row[] {
  if (proposals.length === 0) return [{ is: "note", text: l10n.t("Nothing is said twice, and no link is dead.") }];
  return proposals.map((proposal) => ({ is: "proposal", proposal }));
}

/** Of the oldest point nobody knows what was before. */
function pointRows(points: readonly ContextPoint[], agent: string): Row[] {
  if (sendersAt(points).length === 0) return [{ is: "note", text: l10n.t("No commit has what every turn sends.") }];
  return points
    .map((point, i) => ({ is: "point", point, agent, ...(points[i + 1] && { before: points[i + 1]! }) }) as const)
    .filter(({ point, before }) => !before || tokensAt(point, agent) !== tokensAt(before, agent));
}

function failureRow(error: unknown): Row[] {
  return [{ is: "note", text: asFailure(error).message }];
}

/** What is wrong with an entry and its imports. */
function problemsOf(entry: ContextEntry): Row[] {
  const { path, imports } = entry;
  const own = problemsIn(entry).map((problem): Row => ({ is: "problem", problem, path: problem.path ?? path }));
  return [...own, ...imports.flatMap(problemsOf)];
}

function heaviestFirst(entries: readonly ContextEntry[]): readonly ContextEntry[] {
  return entries.toSorted((a, b) => tokensOf(b) - tokensOf(a));
}

function entryRow(entry: ContextEntry, inside: string, above?: string): Row {
  const id = `${inside}/${entry.path} ${entry.name ?? ""} ${entry.at?.start ?? ""}`;
  return { is: "entry", entry, id, ...(above !== undefined && { above }) };
}

/** Above the tree: what every turn sends; beside its title: whose it is. */
function tell(view: TreeView<Row>, contexts: Contexts): void {
  const { weighed, agent } = contexts;
  const severalFolders = (workspace.workspaceFolders?.length ?? 0) > 1;
  const about = [
    ...(agent ? [agent.name, agent.model] : []),
    ...(weighed && severalFolders ? [weighed.folder.name] : []),
  ];
  view.description = about.join(" · ");
  if (weighed && "failure" in weighed) view.message = weighed.failure.message;
  else if (!agent) view.message = l10n.t("No agent that Tare knows loads anything here.");
  else {
    const sent = l10n.t("Every turn sends {0}.", weightInWords(agent.standing));
    const more = agent.unknown > 0 ? [l10n.t("{0} more of unknown weight.", agent.unknown)] : [];
    view.message = [sent, ...more].join(" ");
  }
}

async function selectAgent(contexts: Contexts): Promise<void> {
  const { weighed } = contexts;
  const agents = weighed && "context" in weighed ? weighed.context.agents : [];
  const rows = agents.map(({ agent, name, standing }) => ({
    label: name,
    description: weightInWords(standing),
    agent,
  }));
  const picked = await window.showQuickPick(rows, {
    title: l10n.t("Select Agent"),
    placeHolder:
      rows.length > 0
        ? l10n.t("Select the agent whose context is shown")
        : l10n.t("No agent that Tare knows loads anything here."),
  });
  if (picked) await contexts.choose(picked.agent);
}

async function openEntry(contexts: Contexts, path: string, span?: Span): Promise<void> {
  const uri = contexts.uriOf(path);
  if (!uri) return;
  const document = await Promise.resolve(workspace.openTextDocument(uri)).catch((cause) => {
    throw new Failure("bad-input", l10n.t("{0} cannot be opened.", path), { cause });
  });
  await window.showTextDocument(document, span ? { selection: rangeOf(document, span) } : {});
}
