import * as l10n from "@vscode/l10n";
import type { AgentId, ContextInput, ContextProblem, Loads } from "../../protocol/context.ts";
import type { Span } from "../../protocol/span.ts";
import type { Tool } from "../prompt/tool-schema.ts";
import type { FrontMatter } from "./front-matter.ts";
import type { Workspace } from "./workspace.ts";

/** An agent: what it loads by itself, in its order. */
export interface Agent {
  readonly id: AgentId;
  readonly name: string;
  /** The model that is meant where nobody says another: of the maker whose models alone the agent runs. */
  readonly model?: string;
  readonly rules: readonly Rule[];
  /** How it follows `@path` in a file of a rule that `follows`. */
  readonly imports?: ImportRule;
  /** Where its MCP servers are named. */
  readonly mcp?: McpRule;
  /** The folders and files of the user's that it may read; an import elsewhere is named and not read. */
  readonly userPlaces: readonly string[];
  /** What no file tells, in a sentence each. */
  readonly notes: () => readonly string[];
}

/** The note on what most agents add, in words that no file tells. */
export function builtIns(agent: string): string {
  return l10n.t("The system prompt and the built-in tools are {0}'s own and are not counted.", agent);
}

/** A row of an agent's table: which files, and what of each comes to the model. */
export interface Rule {
  readonly find: Find;
  readonly load: (file: LoadedFile, scene: Scene) => readonly Draft[];
  /** Whether imports in them are followed. */
  readonly follows?: true;
  /** What bounds all that the rule loads together: which drafts are left, and what is cut. */
  readonly limit?: (drafts: readonly Draft[], scene: Scene) => readonly Draft[] | Promise<readonly Draft[]>;
}

/** The files that a rule is about, in the order in which the agent takes them. */
export type Find = (workspace: Workspace) => Promise<readonly string[]>;

/** A file of a rule, read. */
export interface LoadedFile {
  readonly path: string;
  readonly text: string;
  /** In bytes; `text` is shorter where this is more than is read of one file. */
  readonly size: number;
  /** Where a link leads. */
  readonly real?: string;
  readonly head: FrontMatter;
}

/** What is known when files are loaded. */
export interface Scene {
  readonly workspace: Workspace;
  /** To be awaited between files: others come to their turn. */
  readonly turn: () => Promise<void>;
  readonly input: ContextInput;
  /** Tokens of the model's window. */
  readonly window?: number;
}

export interface McpRule {
  /** The nearest file first: of servers of one name it decides. */
  readonly files: readonly { readonly path: string; readonly key: string }[];
  /**
   * How the agent names a tool of a server that it does not describe before it is looked for; absent where it describes
   * all of them at once.
   */
  readonly defers?: (server: string, tool: string) => string;
  /** With what the names of a server's tools begin in VS Code's own list; absent where the agent does not have them there. */
  readonly prefix?: (server: string) => string;
}

export interface ImportRule {
  /** How many steps it goes from a file. */
  readonly deepest: number;
  /** A text as imports are looked for in it, at its length: without what hides them. */
  readonly sees: (text: string) => string;
  /** What the model receives of an imported file. */
  readonly sends: (text: string) => string;
}

/** What brings a file in while the agent works. */
export interface Condition {
  readonly globs: readonly string[];
  readonly matches: (path: string) => boolean;
}

/** Something that an agent loads, before it is weighed. */
export interface Draft {
  readonly path: string;
  readonly name?: string;
  readonly loads: Loads;
  /** What the model receives; absent where nobody knows. */
  readonly text?: string;
  /** What the agent writes before and behind the text. */
  readonly frame?: readonly [before: string, behind: string];
  /** Tools that are described to the model, in place of a text. */
  readonly tools?: readonly Tool[];
  readonly when?: Condition;
  /** Whether the agent itself writes to the file as it works. */
  readonly isOwnNotes?: true;
  readonly cut?: { readonly text: string; readonly why: string };
  readonly imports?: readonly Draft[];
  readonly at?: Span;
  readonly problems?: readonly ContextProblem[];
}
