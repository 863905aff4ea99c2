import { statSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { formatCount, tokensInWords } from "../display/format.ts";
import { workspaceFiles } from "../engine/runtime/workspace-files.ts";
import { weighContext } from "../engine/weigh-context.ts";
import type { AgentId, ContextInput, ContextReport } from "../protocol/context.ts";
import { Failure } from "../protocol/failure.ts";
import { annotations, sarif } from "./context-findings.ts";
import { runContextHistory } from "./context-history.ts";
import { contextInMarkdown, printContext } from "./print-context.ts";
import { readSavedTools, type SavedTools } from "./saved-tools.ts";
import { print, printJson, say, writeResult } from "./terminal.ts";

export interface ContextOptions {
  readonly agent?: readonly AgentId[];
  readonly model?: string;
  readonly start?: string;
  readonly file?: string;
  readonly tools?: readonly SavedTools[];
  readonly proposals?: boolean;
  readonly user: boolean;
  readonly since?: string;
  readonly budget?: number;
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly annotations?: boolean;
  readonly sarif?: boolean;
}

/** `tare context`: what agents load by themselves in a folder, or with `since` how that has changed. Throws `Failure`. */
export async function runContext(folder: string, options: ContextOptions): Promise<void> {
  if (options.since !== undefined)
    return runContextHistory(folder, options.since, await inputOf(folder, options), options);
  const isForReview = options.annotations === true || options.sarif === true;
  const report = await contextOf(folder, isForReview ? { ...options, proposals: true } : options);
  const reviewed = { report, files: workspaceFiles(folder), prefix: prefixOf(folder) };
  if (options.annotations) for (const line of await annotations(reviewed)) print(line);
  else if (options.sarif) await printJson(JSON.stringify(await sarif(reviewed)));
  else if (options.json) await printJson(JSON.stringify(report));
  else if (options.markdown) writeResult(contextInMarkdown(report));
  else printContext(report);
  if (options.budget !== undefined) holdAgainst(options.budget, report);
}

/** Throws `Failure` where there is no such folder, or a path leads out of it. */
export async function contextOf(folder: string, options: ContextOptions): Promise<ContextReport> {
  return weighContext(workspaceFiles(folder), await inputOf(folder, options));
}

async function inputOf(folder: string, options: ContextOptions): Promise<ContextInput> {
  const { agent, model, start, file, tools, proposals, user } = options;
  return {
    ...(agent && { agents: agent }),
    ...(model !== undefined && { model }),
    ...(start !== undefined && { start: within(folder, start) }),
    ...(file !== undefined && { file: within(folder, file) }),
    ...(tools && { tools: await Promise.all(tools.map(readSavedTools)) }),
    ...(proposals && { proposals }),
    root: resolve(folder),
    user,
  };
}

/** A path as it is called in the workspace: given from there, or from where the command runs. */
function within(folder: string, path: string): string {
  const root = resolve(folder);
  const fromHere = relative(root, resolve(path));
  const exists = statSync(resolve(path), { throwIfNoEntry: false }) !== undefined;
  const found = exists && isInside(fromHere) ? fromHere : relative(root, resolve(root, path));
  if (!isInside(found)) throw new Failure("bad-input", `${path}: this lies outside of ${folder}.`);
  return found.split(sep).join("/");
}

function isInside(path: string): boolean {
  return path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

/** What leads from where the command runs, a repository's root, to a folder below it. */
function prefixOf(folder: string): string {
  const path = relative("", folder);
  return path !== "" && isInside(path) ? `${path.split(sep).join("/")}/` : "";
}

/** Says each agent that is over the budget, in a line; the exit status tells it, too. */
function holdAgainst(budget: number, { agents }: ContextReport): void {
  for (const { name, standing } of agents.filter(({ standing }) => standing.tokens > budget)) {
    const over = formatCount(standing.tokens - budget);
    say(`${name}: ${tokensInWords(standing)} a turn, ${over} over the budget of ${formatCount(budget)}.`);
    process.exitCode = 1;
  }
}
