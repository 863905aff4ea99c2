import type { Counted, TokenCount } from "./inspection.ts";
import type { Span } from "./span.ts";

/** The agents whose loading is known; `engine/context/agents` has a file for each. */
export const AGENTS = [
  "claude-code",
  "copilot",
  "cursor",
  "codex",
  "gemini-cli",
  "windsurf",
  "cline",
  "continue",
  "opencode",
  "kiro",
  "zed",
  "aider",
] as const;
export type AgentId = (typeof AGENTS)[number];

/**
 * How something comes to the model. `always`: with every turn. `matching`: once the agent works on a file that a glob or
 * a folder names. `listed`: name and description with every turn, the rest on demand. `on-demand`: when somebody calls
 * it. `tools`: what the model is told of the tools that it may call, with every turn.
 */
export const LOADS = ["always", "matching", "listed", "on-demand", "tools"] as const;
export type Loads = (typeof LOADS)[number];

/** Of these every turn pays. */
export const STANDING: readonly Loads[] = ["always", "listed", "tools"];

/** What something weighs in the window of the model. */
export interface Weight extends TokenCount {
  /** Share of the model's window, 0 to 1; absent where the window is not known. */
  readonly share?: number;
  /** What a turn pays for it, in US dollars; absent where no price is known. */
  readonly cost?: TurnCost;
}

/** US dollars a turn: sent anew, and read from the provider's cache where it can be. */
export interface TurnCost {
  readonly uncached: number;
  readonly cached?: number;
}

/**
 * What goes wrong with a file or a folder, or what is not as it looks.
 * `cycle`, `too-deep`, `missing`, `outside`: an import that is not followed. `loaded-twice`: one that is loaded already.
 * `unreadable`, `not-text`, `too-large`, `symlink-loop`, `too-many-files`: what could not be looked at, or not whole.
 * `cut`: more than the agent reads. `dead`: never loads. `dead-glob`, `glob-too-large`: of its globs. `unknown-tools`: a
 * server whose tools nobody has listed.
 */
export const CONTEXT_PROBLEMS = [
  "cycle",
  "too-deep",
  "missing",
  "outside",
  "loaded-twice",
  "unreadable",
  "not-text",
  "too-large",
  "symlink-loop",
  "too-many-files",
  "cut",
  "dead",
  "dead-glob",
  "glob-too-large",
  "unknown-tools",
] as const;
export type ContextProblemCode = (typeof CONTEXT_PROBLEMS)[number];

/** One clear row: what is wrong, in the user's words. */
export interface ContextProblem {
  readonly code: ContextProblemCode;
  readonly message: string;
  /** The file or folder, where it has no entry of its own. */
  readonly path?: string;
  /** Where in the file of its entry. */
  readonly span?: Span;
}

/** A file, or a part of one, that an agent loads. Paths are relative to the workspace, or begin with `~/`. */
export interface ContextEntry {
  readonly path: string;
  /** What the agent calls it: a skill, an agent, a server. */
  readonly name?: string;
  readonly loads: Loads;
  /** Of what is sent of it, without its imports; absent where nobody knows. */
  readonly weight?: Weight;
  /** Of what it imports, at any depth. */
  readonly importsWeight?: Weight;
  /** The globs of files that bring it in. */
  readonly globs?: readonly string[];
  /** With a file at hand: whether this file brings it in. */
  readonly matches?: boolean;
  /** What the agent never reads of it, and why. */
  readonly cut?: { readonly tokens: number; readonly why: string };
  /** Of a server: its tools, in its order. */
  readonly tools?: readonly { readonly name: string; readonly tokens: number }[];
  /** In the order of its text; one that is not followed has a problem and no weight. */
  readonly imports: readonly ContextEntry[];
  /** Of an import: where the file above names it. */
  readonly at?: Span;
  readonly problems: readonly ContextProblem[];
}

/**
 * What could go from an agent's context, or should be mended. `said-twice`: a sentence says what one of another file says.
 * `contradiction`: it demands the opposite, or another value.
 * `one-folder`: a section of what is always loaded is about one folder. `installed-twice`: two skills of one name.
 * `long-description`: one that is long for what it triggers. `unstable`: what every turn sends does not stay as it is there.
 * `dead-link`: a link leads nowhere.
 */
export const PROPOSALS = [
  "said-twice",
  "contradiction",
  "one-folder",
  "installed-twice",
  "long-description",
  "unstable",
  "dead-link",
] as const;

/** A proposal, in words, and where. */
export interface ContextProposal {
  readonly kind: (typeof PROPOSALS)[number];
  readonly path: string;
  readonly span?: Span;
  /** What says the same, or has the same name. */
  readonly other?: { readonly path: string; readonly span?: Span };
  /** Whether the agent is left with the same if it goes: what says the same is sent with every turn. */
  readonly isSpare?: true;
  /** Of a section that could be a rule: for which files. */
  readonly glob?: string;
  readonly message: string;
  /** What a turn that loads it is spared. */
  readonly saves: Weight;
  /** What is sent anew once it has changed: itself, and all that every turn sends behind it. */
  readonly behind?: Weight;
}

/**
 * What the provider's cache makes of what every turn sends: of a prefix that stays as it is. Amounts are US dollars, for
 * this part of the turns alone; what an agent sends before it, and the conversation, come on top.
 */
export interface ContextCaching {
  /** The shortest prefix that is cached, in tokens, where that is known. */
  readonly minimum?: number;
  /** Whether this part reaches it by itself. What the agent sends before it may reach it still. */
  readonly reaches: boolean;
  /** The first turn, which writes the cache; each further one, which reads it; and each without a cache. */
  readonly first: number;
  /** The first turn, where the provider sells a cache that lives for an hour and not for minutes. */
  readonly firstOfHour?: number;
  readonly further: number;
  readonly uncached: number;
}

/** What one agent loads by itself. */
export interface AgentContext {
  readonly agent: AgentId;
  readonly name: string;
  readonly model: string;
  readonly counted: Counted;
  /** Tokens of the model's window, where it is known. */
  readonly window?: number;
  /** In the order in which they are sent, as far as that is known. */
  readonly entries: readonly ContextEntry[];
  /** Imports included; of `matching` all of them, or with a file at hand those that it brings in. */
  readonly sums: Readonly<Record<Loads, Weight>>;
  /** What every turn sends: `always`, `listed` and `tools`. */
  readonly standing: Weight;
  /** Entries that are sent with every turn and whose weight nobody knows: the sums are without them. */
  readonly unknown: number;
  /** Absent where the provider sells no cached reads, or their price is not known. */
  readonly caching?: ContextCaching;
  readonly problems: readonly ContextProblem[];
  /** What could go; absent where it was not asked for. The dearest first. */
  readonly proposals?: readonly ContextProposal[];
  /** What no file tells, in a sentence each. */
  readonly notes: readonly string[];
}

/** What the agents load by themselves in a workspace, before anybody has typed a word. */
export interface ContextReport {
  readonly agents: readonly AgentContext[];
  /** The file at hand, if one was given. */
  readonly file?: string;
  /** Day of the price snapshot, `YYYY-MM-DD`. */
  readonly asOf: string;
}

/** A commit, and what its author says of it. */
export interface Commit {
  readonly hash: string;
  /** ISO time of the commit. */
  readonly time: string;
  readonly subject: string;
}

/** What every turn sent of a workspace's own files after a commit, or sends now. */
export interface ContextPoint {
  readonly commit?: string;
  /** ISO time of the commit. */
  readonly time?: string;
  readonly subject: string;
  readonly agents: readonly Pick<AgentContext, "agent" | "name" | "model" | "standing">[];
}

/** The tools of a server, as it answered `tools/list`, and what it says of itself. */
export interface ServerTools {
  readonly server: string;
  readonly tools: readonly unknown[];
  readonly instructions?: string;
}

/** A tool of an MCP server as VS Code lists it, under the name by which its agent calls it. */
export interface EditorTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema?: unknown;
}

/**
 * How an MCP server is started: what its agent's file says, with its variables filled in. `folder`: where it runs. `env`:
 * beside the environment that the editor has.
 */
export interface ServerLaunch {
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What is asked about a workspace. */
export interface ContextInput {
  /** All that load anything, where absent. */
  readonly agents?: readonly AgentId[];
  /** For all of them; where absent, for each the usual one. */
  readonly model?: string;
  /** The folder of the workspace in which the agent starts; where absent, the workspace's own. */
  readonly start?: string;
  /** The file that the agent works on. */
  readonly file?: string;
  /** The workspace's path on its machine, where it is known: Claude Code keeps its memory under that name. */
  readonly root?: string;
  /** The tools of servers, as far as they are known. */
  readonly tools?: readonly ServerTools[];
  /** Those of all MCP servers that VS Code itself lists. */
  readonly editorTools?: readonly EditorTool[];
  /** Whether what could go is looked for, which takes about a second for every hundred pages. */
  readonly proposals?: boolean;
  /** Whether the user's own files count, too. */
  readonly user: boolean;
}

/** Folders that are not looked into: nobody keeps instructions there, and they hold more files than all the rest. */
export const PASSED_OVER: ReadonlySet<string> = new Set([".git", "node_modules"]);

/** The files below a folder. */
export interface Listing {
  /** By path, as in `ContextEntry`. Without those in the folders passed over. */
  readonly files: readonly string[];
  /** Folders that were not looked into. */
  readonly problems: readonly ContextProblem[];
}

/** The most of one file that is read, in bytes. */
export const MOST_READ = 4 * 1024 * 1024;

/** Why there is nothing to read of a file. */
export type Refused = "missing" | "outside" | "unreadable" | "not-text";

/**
 * A file as it was read: its text, of the first `MOST_READ` bytes. `size`: of all of it, in bytes. `real`: the path of
 * the file that a link leads to. What leads outside of the workspace and the user's folders of agents is not read.
 */
export type FileRead =
  | { readonly text: string; readonly size: number; readonly real?: string }
  | { readonly refused: Refused };

/** Where a workspace's files come from. Neither of the two fails. */
export interface Files {
  /** All files below a folder of the workspace ("" for its own), or below one of the user's, which begins with `~/`. */
  list(folder: string): Promise<Listing>;
  read(path: string): Promise<FileRead>;
}

/** What the files of a folder were, and are. */
export interface CommitHistory {
  /** The newest first. */
  readonly commits: readonly Commit[];
  readonly filesAt: (hash: string) => Promise<Files>;
  /** As they stand now, where that counts, too. */
  readonly now?: Files;
}
