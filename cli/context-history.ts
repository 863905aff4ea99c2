import { resolve } from "node:path";
import { formatCount, formatMoney } from "../display/format.ts";
import { workspaceFiles } from "../engine/runtime/workspace-files.ts";
import { weighContext } from "../engine/weigh-context.ts";
import type { AgentContext, ContextInput, Files } from "../protocol/context.ts";
import { shortened } from "./columns.ts";
import { type Commit, commitReader, commitsSince } from "./commit-files.ts";
import { write } from "./print.ts";
import { printTable } from "./print-table.ts";
import { print, printJson, writeResult } from "./terminal.ts";

/** Commits that are looked at: of more, the latest. */
const MOST_COMMITS = 200;
const WIDEST_SUBJECT = 44;

/** What every turn sends at one commit, or now. */
interface Point {
  readonly commit?: string;
  readonly time?: string;
  readonly subject: string;
  readonly agents: readonly Pick<AgentContext, "agent" | "name" | "model" | "standing">[];
}

/**
 * `tare context --since`: what every turn sends of the workspace's own files, at a reference, after each commit that changed
 * it, and now. Throws `Failure`.
 */
export async function runContextHistory(
  folder: string,
  since: string,
  input: ContextInput,
  { json, markdown }: { readonly json?: boolean; readonly markdown?: boolean },
): Promise<void> {
  const filesOf = commitReader(resolve(folder));
  const points: Point[] = [];
  for (const commit of commitsSince(folder, since, MOST_COMMITS))
    points.push(await pointOf(filesOf(commit.hash), input, commit));
  points.push(await pointOf(workspaceFiles(folder), input));
  const shown = points.filter((point, i) => i === 0 || i === points.length - 1 || !isSame(point, points[i - 1]!));
  if (json) await printJson(JSON.stringify({ since, points: shown }));
  else if (markdown) writeResult(changeInMarkdown(since, shown[0]!, shown.at(-1)!));
  else if (namesOf(shown).length > 0) printHistory(shown);
  else print("No agent that Tare knows sends anything of this folder with every turn.");
}

async function pointOf(files: Files, input: ContextInput, commit?: Commit): Promise<Point> {
  const { agents } = await weighContext(files, { ...input, user: false });
  return {
    ...(commit && { commit: commit.hash, time: commit.time }),
    subject: commit?.subject ?? "now",
    agents: agents.map(({ agent, name, model, standing }) => ({ agent, name, model, standing })),
  };
}

function tokensOf({ agents }: Point, name: string): number {
  return agents.find((agent) => agent.name === name)?.standing.tokens ?? 0;
}

function isSame(a: Point, b: Point): boolean {
  return namesOf([a, b]).every((name) => tokensOf(a, name) === tokensOf(b, name));
}

/** The agents that send anything at any of these points. */
function namesOf(points: readonly Point[]): string[] {
  const sending = points.flatMap(({ agents }) => agents.filter(({ standing }) => standing.tokens > 0));
  return [...new Set(sending.map(({ name }) => name))];
}

function printHistory(points: readonly Point[]): void {
  const names = namesOf(points);
  printTable(
    ["tokens a turn", ...names],
    points.map((point) => {
      const when =
        point.commit === undefined ? "now" : `${point.commit.slice(0, 8)} ${point.time!.slice(0, 10)} ${point.subject}`;
      return [shortened(when, WIDEST_SUBJECT), ...names.map((name) => formatCount(tokensOf(point, name)))];
    }),
  );
  for (const name of names) write("", changeInWords(name, points[0]!, points.at(-1)!));
}

/** `Codex: +120 tokens a turn (4,477 to 4,597), +$0.00060 uncached.` */
function changeInWords(name: string, before: Point, after: Point): string {
  const [from, to] = [tokensOf(before, name), tokensOf(after, name)];
  const dollars = changeOf(name, before, after);
  const money = dollars === undefined || dollars === 0 ? "" : `, ${signed(dollars, formatMoney)} uncached`;
  return `${name}: ${signed(to - from, formatCount)} tokens a turn (${formatCount(from)} to ${formatCount(to)})${money}.`;
}

/** In US dollars a turn, sent anew; undefined where no price is known. */
function changeOf(name: string, before: Point, after: Point): number | undefined {
  const cost = (point: Point) => point.agents.find((agent) => agent.name === name)?.standing.cost?.uncached;
  const [from, to] = [cost(before), cost(after)];
  return from === undefined && to === undefined ? undefined : (to ?? 0) - (from ?? 0);
}

function signed(change: number, format: (size: number) => string): string {
  return change === 0 ? "±0" : `${change > 0 ? "+" : "−"}${format(Math.abs(change))}`;
}

/** A commit as git abbreviates it; a name as it is, without what ends a cell. */
function named(reference: string): string {
  return /^[\da-f]{40}$/.test(reference) ? reference.slice(0, 7) : reference.replace(/[|`\r\n]/g, "");
}

function changeInMarkdown(since: string, before: Point, after: Point): string {
  const rows = namesOf([before, after]).map((name) => {
    const [from, to] = [tokensOf(before, name), tokensOf(after, name)];
    const dollars = changeOf(name, before, after);
    const cells = [name, formatCount(from), formatCount(to), signed(to - from, formatCount)];
    return `| ${[...cells, dollars === undefined ? "" : signed(dollars, formatMoney)].join(" | ")} |`;
  });
  const head = [
    `| tokens a turn | ${named(since)} | now | change | $ a turn, uncached |`,
    "| --- | --: | --: | --: | --: |",
  ];
  return `${[...head, ...rows].join("\n")}\n`;
}
