import {
  type CancellationToken,
  CancellationTokenSource,
  Disposable,
  EventEmitter,
  l10n,
  lm,
  type Memento,
  RelativePattern,
  type TextDocument,
  Uri,
  type WorkspaceFolder,
  window,
  workspace,
} from "vscode";
import type { AgentContext, AgentId, ContextPoint, ServerTools } from "../../protocol/context.ts";
import {
  contextHistoryRequest,
  type ShownContext,
  shownContextRequest,
  type WorkspaceContext,
  type WorkspaceInput,
  weighContextRequest,
} from "../../protocol/engine.ts";
import { Failure } from "../../protocol/failure.ts";
import { activeEditor } from "../editor/active-editor.ts";
import type { EngineClient } from "../engine/engine-client.ts";
import { chosenModel } from "./prompt-input.ts";

/** Milliseconds of quiet after a change before the workspace is weighed again. */
const QUIET = 50;
const AGENT = "context.agent";
const TOOLS = "context.tools";
/** What else changes in a workspace is nothing that an agent loads by itself. */
const LOADED = /(?:^|\/)\.(?!git\/)[^/]+(?:\/|$)|\.(?:md|mdc|txt|json|jsonc|toml|ya?ml)$/i;

/** Whether a file may be one that an agent loads by itself, as far as its name tells. */
export function mayLoad({ path }: Uri): boolean {
  return LOADED.test(path);
}

/** What agents load in a folder of the workspace, or why nobody knows. */
export type Weighed = { readonly folder: WorkspaceFolder } & (
  | { readonly context: ShownContext }
  | { readonly failure: Failure }
);

/** What agents load in the folder of the active editor; kept up with its files while somebody looks. */
export class Contexts implements Disposable {
  readonly #engine: EngineClient;
  readonly #memory: Memento;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #lookers = new Set<object>();
  #watching: Disposable | undefined;
  #weighed: Weighed | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked: CancellationTokenSource | undefined;
  /** The folder in which no file has come or gone since it was listed. */
  #listed: WorkspaceFolder | undefined;
  /** How often files may have come or gone. */
  #moves = 0;
  /** The URI of the user's home, once the engine has told it. */
  #home: string | undefined;

  constructor(engine: EngineClient, memory: Memento) {
    this.#engine = engine;
    this.#memory = memory;
  }

  /** The newest answer; nothing before the first. */
  get weighed(): Weighed | undefined {
    return this.#weighed;
  }

  /** The chosen agent, or else the one that loads the most with every turn. */
  get agent(): AgentContext | undefined {
    return this.#weighed && "context" in this.#weighed ? this.#weighed.context.shown : undefined;
  }

  /** The shown agent, or the one that would be, as nobody looks. Rejects with a `Failure`. */
  async shown(token: CancellationToken): Promise<AgentContext | undefined> {
    return this.agent ?? (await this.#look(this.#folderOrThrow(), token)).shown;
  }

  /** The same agent's context with what could go, as the open documents stand. Rejects with a `Failure`. */
  async withProposals(token: CancellationToken): Promise<AgentContext | undefined> {
    const isKnown = this.agent !== undefined;
    const agent = await this.shown(token);
    if (!agent) return undefined;
    // The first look has listed the files just now.
    const about = { agents: [agent.agent], proposals: true, ...(!isKnown && { sameFiles: true }) };
    return (await this.of(about, token)).agents[0];
  }

  /**
   * How what every turn of an agent sends has changed over the latest commits, the newest first. Git is run for it, in a
   * trusted workspace only. Rejects with a `Failure`.
   */
  async history({ agent }: AgentContext, token: CancellationToken): Promise<readonly ContextPoint[]> {
    const { folder } = this;
    if (folder?.uri.scheme !== "file" || !workspace.isTrusted)
      throw new Failure("bad-input", l10n.t("Commits are read with git, in a trusted workspace on this machine only."));
    const about = {
      agents: [agent],
      workspace: folder.uri.toString(),
      ...this.#knownTools,
      ...chosenModel(folder.uri),
    };
    return this.#engine.request(contextHistoryRequest, about, token);
  }

  /** Whether every file that an agent may load here stands as it was saved. */
  get isSaved(): boolean {
    const folder = this.folder;
    return folder === undefined || unsavedIn(folder).length === 0;
  }

  async choose(agent: AgentId): Promise<void> {
    await this.#memory.update(AGENT, agent);
    await this.#weigh();
  }

  /** The tools of servers that the user has told, kept with the workspace. */
  get tools(): readonly ServerTools[] {
    return this.#memory.get<readonly ServerTools[]>(TOOLS, []);
  }

  /** With those of the MCP servers that VS Code has started, now or once. */
  get #knownTools(): Pick<WorkspaceInput, "tools" | "editorTools"> {
    const ofServers = lm.tools.filter(({ tags }) => tags.includes("mcp"));
    const editorTools = ofServers.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }));
    return { tools: this.tools, editorTools };
  }

  /** Counts these tools from now on, in place of those known of the same server. */
  async learnTools(tools: ServerTools): Promise<void> {
    await this.#keepTools([...this.#toolsBut(tools.server), tools]);
  }

  async forgetTools(server: string): Promise<void> {
    await this.#keepTools(this.#toolsBut(server));
  }

  #toolsBut(server: string): readonly ServerTools[] {
    return this.tools.filter((known) => known.server !== server);
  }

  async #keepTools(tools: readonly ServerTools[]): Promise<void> {
    await this.#memory.update(TOOLS, tools);
    await this.#weigh();
  }

  /** Keeps up with the files while a view or a page looks. */
  watch(who: object, isLooking: boolean): void {
    if (isLooking) this.#lookers.add(who);
    else this.#lookers.delete(who);
    const isWatched = this.#lookers.size > 0;
    if (isWatched === (this.#watching !== undefined)) return;
    if (isWatched) this.#begin();
    else this.#rest();
  }

  dispose(): void {
    this.#rest();
    this.#changed.dispose();
  }

  #begin(): void {
    const schedule = () => this.#schedule();
    const touched = (uri: Uri) => {
      if (mayLoad(uri)) schedule();
    };
    const moved = (uri: Uri) => {
      this.#unlist();
      touched(uri);
    };
    const watchers = (workspace.workspaceFolders ?? []).map((folder) =>
      workspace.createFileSystemWatcher(new RelativePattern(folder, "**")),
    );
    this.#watching = Disposable.from(
      ...watchers,
      ...watchers.flatMap((watcher) => [
        watcher.onDidCreate(moved),
        watcher.onDidChange(touched),
        watcher.onDidDelete(moved),
      ]),
      workspace.onDidChangeTextDocument(({ document }) => touched(document.uri)),
      workspace.onDidCloseTextDocument(({ uri }) => touched(uri)),
      workspace.onDidChangeWorkspaceFolders(() => {
        this.#rest();
        this.#begin();
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("tare.model")) schedule();
      }),
      window.onDidChangeActiveTextEditor(schedule),
    );
    // Not in the same turn: the engine may have to be started.
    this.#schedule(0);
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#asked?.cancel();
    this.#watching?.dispose();
    this.#watching = undefined;
    this.#unlist();
  }

  #unlist(): void {
    this.#listed = undefined;
    this.#moves++;
  }

  #schedule(quiet = QUIET): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#weigh(), quiet);
  }

  async #weigh(): Promise<void> {
    const folder = this.folder;
    if (!folder) return;
    this.#asked?.cancel();
    const asked = new CancellationTokenSource();
    this.#asked = asked;
    try {
      this.#settle(asked, { folder, context: await this.#look(folder, asked.token) });
    } catch (error) {
      this.#settle(asked, { folder, failure: error as Failure });
    }
  }

  /** What agents load in the folder of the active editor. Rejects with a `Failure`. */
  async of(
    about: Pick<WorkspaceInput, "agents" | "model" | "proposals" | "sameFiles">,
    token: CancellationToken,
  ): Promise<WorkspaceContext> {
    const folder = this.#folderOrThrow();
    return this.#ask(folder, (input) => this.#engine.request(weighContextRequest, { ...input, ...about }, token));
  }

  #look(folder: WorkspaceFolder, token: CancellationToken): Promise<ShownContext> {
    const shown = this.#memory.get<AgentId>(AGENT);
    const about = shown === undefined ? {} : { shown };
    return this.#ask(folder, (input) => this.#engine.request(shownContextRequest, { ...input, ...about }, token));
  }

  #folderOrThrow(): WorkspaceFolder {
    const { folder } = this;
    if (!folder) throw new Failure("bad-input", l10n.t("No folder is open."));
    return folder;
  }

  /** Where a path of an entry lies. */
  uriOf(path: string): Uri | undefined {
    if (path.startsWith("~/"))
      return this.#home === undefined ? undefined : Uri.joinPath(Uri.parse(this.#home), path.slice(2));
    const folder = this.folder;
    return folder && Uri.joinPath(folder.uri, path);
  }

  /** How a file of the folder is called; undefined where it lies elsewhere. */
  pathOf(file: Uri): string | undefined {
    const folder = this.folder;
    return folder && workspace.getWorkspaceFolder(file) === folder ? pathIn(folder, file) : undefined;
  }

  async #ask<T extends Pick<WorkspaceContext, "home">>(
    folder: WorkspaceFolder,
    request: (input: WorkspaceInput) => Promise<T>,
  ): Promise<T> {
    const active = activeEditor()?.document.uri;
    const file = active && this.pathOf(active);
    const input = {
      workspace: folder.uri.toString(),
      ...(folder.uri.scheme === "file" && { root: folder.uri.fsPath }),
      ...chosenModel(folder.uri),
      ...(file !== undefined && { file }),
      unsaved: Object.fromEntries(
        unsavedIn(folder).map((document) => [pathIn(folder, document.uri), document.getText()]),
      ),
      ...(folder === this.#listed && { sameFiles: true }),
      ...this.#knownTools,
      user: true,
    };
    const moves = this.#moves;
    const context = await request(input);
    // An answer that was cancelled has listed nothing; and somebody must watch over what comes and goes.
    if (this.#watching && moves === this.#moves) this.#listed = folder;
    this.#home = context.home;
    return context;
  }

  #settle(asked: CancellationTokenSource, weighed: Weighed): void {
    if (asked !== this.#asked || asked.token.isCancellationRequested) return;
    const known = this.#weighed;
    this.#weighed = weighed;
    // Another editor in front changes little: a tree that is drawn anew loses what one is about to unfold.
    if (!known || !isSame(known, weighed)) this.#changed.fire();
  }

  /** The folder of the active editor, else the one that was shown, else the first. */
  get folder(): WorkspaceFolder | undefined {
    const file = activeEditor()?.document.uri;
    const folders = workspace.workspaceFolders ?? [];
    const shown = folders.find(({ uri }) => uri.toString() === this.#weighed?.folder.uri.toString());
    return (file && workspace.getWorkspaceFolder(file)) ?? shown ?? folders[0];
  }
}

function isSame(one: Weighed, other: Weighed): boolean {
  if (one.folder !== other.folder || !("context" in one) || !("context" in other)) return false;
  return JSON.stringify(one.context) === JSON.stringify(other.context);
}

/** The path of a file of a folder, as the engine calls it. */
function pathIn({ uri }: WorkspaceFolder, file: Uri): string {
  return file.path.slice(uri.path.replace(/\/$/, "").length + 1);
}

function unsavedIn(folder: WorkspaceFolder): readonly TextDocument[] {
  return workspace.textDocuments.filter(
    ({ isDirty, uri }) => isDirty && mayLoad(uri) && workspace.getWorkspaceFolder(uri) === folder,
  );
}
