import {
  CancellationTokenSource,
  commands,
  Disposable,
  EventEmitter,
  l10n,
  type TreeDataProvider,
  type TreeItem,
  type TreeView,
  window,
  workspace,
} from "vscode";
import {
  type AgentContext,
  type ContextCaching,
  type ContextEntry,
  type ContextProblem,
  type ContextProposal,
  LOADS,
  type Loads,
  type Weight,
} from "../../protocol/context.ts";
import { asFailure, Failure } from "../../protocol/failure.ts";
import type { Span } from "../../protocol/span.ts";
import { rangeOf } from "../editor/spans.ts";
import { orTell } from "../failures.ts";
import type { Services } from "../services.ts";
import type { Contexts } from "../state/contexts.ts";
import {
  cachingItem,
  entryItem,
  foldItem,
  groupItem,
  noteItem,
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
  | { readonly is: "proposal"; readonly proposal: ContextProposal }
  | { readonly is: "note"; readonly text: string };

/** What an agent loads in this workspace before anybody has typed a word, as a tree, the heaviest first. */
export function contextView({ contexts, log }: Services): Disposable {
  const changed = new EventEmitter<void>();
  const tree = new ContextTree(contexts, changed);
  const view = window.createTreeView("tare.context", { treeDataProvider: tree, showCollapseAll: true });
  contexts.watch(view, view.visible);
  return Disposable.from(
    changed,
    view,
    view.onDidChangeVisibility(({ visible }) => contexts.watch(view, visible)),
    contexts.onDidChange(() => {
      tell(view, contexts);
      changed.fire();
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
  readonly onDidChangeTreeData;

  constructor(contexts: Contexts, changed: EventEmitter<void>) {
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
    return row.is === "problems" || row.is === "notes" ? row.rows : [];
  }

  async #proposals(): Promise<Row[]> {
    const { token } = new CancellationTokenSource();
    const found = await this.#contexts.withProposals(token).catch((error: unknown) => asFailure(error));
    if (found instanceof Failure) return [{ is: "note", text: found.message }];
    const proposals = found?.proposals ?? [];
    if (proposals.length === 0) return [{ is: "note", text: l10n.t("Nothing is said twice, and no link is dead.") }];
    return proposals.map((proposal) => ({ is: "proposal", proposal }));
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
      case "proposal":
        return proposalItem(row.proposal);
      case "note":
        return noteItem(row.text);
    }
  }
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
    ...(agent.entries.length > 0 ? [{ is: "proposals" } as const] : []),
    ...(problems.length > 0 ? [{ is: "problems", rows: problems } as const] : []),
    ...(notes.length > 0 ? [{ is: "notes", rows: notes } as const] : []),
  ];
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
