import { resolve } from "node:path";
import { formatChange, formatCount, formatMoney, formatTokens } from "../display/format.ts";
import { contextHistory } from "../engine/context-history.ts";
import { commitReader, commitsSince } from "../engine/runtime/commit-files.ts";
import { workspaceFiles } from "../engine/runtime/workspace-files.ts";
import type { ContextInput, ContextPoint } from "../protocol/context.ts";
import { sendersAt, tokensAt } from "../protocol/context-points.ts";
import { shortened } from "./columns.ts";
import { write } from "./print.ts";
import { printTable } from "./print-table.ts";
import { print, printJson, writeResult } from "./terminal.ts";

/** Commits that are looked at: of more, the latest. */
const MOST_COMMITS = 200;
const WIDEST_SUBJECT = 44;

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
  const root = resolve(folder);
  const history = {
    commits: await commitsSince(root, since, MOST_COMMITS),
    filesAt: commitReader(root),
    now: workspaceFiles(folder),
  };
  const shown = (await contextHistory(history, input)).reverse();
  if (json) await printJson(JSON.stringify({ since, points: shown }));
  else if (markdown) writeResult(changeInMarkdown(since, shown[0]!, shown.at(-1)!));
  else if (sendersAt(shown).length > 0) printHistory(shown);
  else print("No agent that Tare knows sends anything of this folder with every turn.");
}

function printHistory(points: readonly ContextPoint[]): void {
  const names = sendersAt(points);
  printTable(
    ["tokens a turn", ...names],
    points.map((point) => {
      const when =
        point.commit === undefined ? "now" : `${point.commit.slice(0, 8)} ${point.time!.slice(0, 10)} ${point.subject}`;
      return [shortened(when, WIDEST_SUBJECT), ...names.map((name) => formatCount(tokensAt(point, name)))];
    }),
  );
  for (const name of names) write("", changeInWords(name, points[0]!, points.at(-1)!));
}

/** `Codex: +120 tokens a turn (4,477 to 4,597), +$0.00060 uncached.` */
function changeInWords(name: string, before: ContextPoint, after: ContextPoint): string {
  const [from, to] = [tokensAt(before, name), tokensAt(after, name)];
  const dollars = changeOf(name, before, after);
  const money = dollars === undefined || dollars === 0 ? "" : `, ${formatChange(dollars, formatMoney)} uncached`;
  return `${name}: ${formatChange(to - from, formatTokens)} a turn (${formatCount(from)} to ${formatCount(to)})${money}.`;
}

/** In US dollars a turn, sent anew; undefined where no price is known. */
function changeOf(name: string, before: ContextPoint, after: ContextPoint): number | undefined {
  const cost = (point: ContextPoint) => point.agents.find((agent) => agent.name === name)?.standing.cost?.uncached;
  const [from, to] = [cost(before), cost(after)];
  return from === undefined && to === undefined ? undefined : (to ?? 0) - (from ?? 0);
}

/** A commit as git abbreviates it; a name as it is, without what ends a cell. */
function named(reference: string): string {
  return /^[\da-f]{40}$/.test(reference) ? reference.slice(0, 7) : reference.replace(/[|`\r\n]/g, "");
}

function changeInMarkdown(since: string, before: ContextPoint, after: ContextPoint): string {
  const rows = sendersAt([before, after]).map((name) => {
    const [from, to] = [tokensAt(before, name), tokensAt(after, name)];
    const dollars = changeOf(name, before, after);
    const cells = [name, formatCount(from), formatCount(to), formatChange(to - from)];
    return `| ${[...cells, dollars === undefined ? "" : formatChange(dollars, formatMoney)].join(" | ")} |`;
  });
  const head = [
    `| tokens a turn | ${named(since)} | now | change | $ a turn, uncached |`,
    "| --- | --: | --: | --: | --: |",
  ];
  return `${[...head, ...rows].join("\n")}\n`;
}
