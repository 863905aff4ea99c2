import {
  cachingInWords,
  entriesOf,
  entryName,
  loadsInWords,
  proposalGroups,
  proposalInWords,
  remarksOn,
  rowsOf,
  turnInWords,
  whenInWords,
} from "../display/context-words.ts";
import { formatCount, formatMoney, formatShare, formatTokens } from "../display/format.ts";
import { priceDay } from "../display/price-age.ts";
import {
  type AgentContext,
  type ContextEntry,
  type ContextProposal,
  type ContextReport,
  LOADS,
  type Loads,
  type Weight,
} from "../protocol/context.ts";
import { shortened } from "./columns.ts";
import { write } from "./print.ts";
import { printTable } from "./print-table.ts";
import { bold, print } from "./terminal.ts";

const COLUMNS = ["tokens", "window", "uncached", "cached"] as const;
const NO_CELLS = COLUMNS.map(() => "");
const WIDEST_NAME = 60;
/**
 * How many rows a table of what is not always loaded has, and how many names a remark: `--json` and `--markdown` have
 * all.
 */
const SHOWN = 24;
const NAMED = 3;

/** What agents load, for a reader at a terminal: a table for each way of loading, and below it what is wrong. */
export function printContext({ agents, asOf }: ContextReport): void {
  if (agents.length === 0) print("No agent that Tare knows loads anything here.");
  for (const [i, agent] of agents.entries()) {
    if (i > 0) print();
    print(bold(agent.name), `, ${agent.model}: ${turnInWords(agent.standing)}.`);
    if (agent.unknown > 0) write("", `${formatCount(agent.unknown)} more of unknown weight.`);
    for (const loads of LOADS) printLoads(agent, loads);
    printProposals(agent.proposals ?? []);
    print();
    if (agent.caching) write("", cachingInWords(agent.caching));
    for (const { path, message } of agent.problems) write("! ", path === undefined ? message : `${path}: ${message}`);
    for (const note of agent.notes) write("", note);
  }
  if (agents.length > 0) write("", `Dollars are a turn's, by the prices of ${priceDay(asOf)}.`);
}

function printLoads(agent: AgentContext, loads: Loads): void {
  const entries = entriesOf(agent, loads);
  if (entries.length === 0) return;
  const shown = loads === "always" ? entries : entries.slice(0, SHOWN);
  const more = entries.length - shown.length;
  printTable(
    [loadsInWords(loads), ...COLUMNS],
    [
      ...rowsOf(shown).flatMap(({ entry, depth }) => lines(entry, depth)),
      ...(more > 0 ? [[`  … ${more} more`, ...NO_CELLS]] : []),
      ["all", ...cells(agent.sums[loads])],
    ],
  );
  for (const { names, message } of remarksOn(entries)) {
    const others = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
    write("  ! ", `${names.slice(0, NAMED).join(", ")}${others}: ${message}`);
  }
}

function printProposals(proposals: readonly ContextProposal[]): void {
  const groups = proposalGroups(proposals);
  if (groups.length === 0) return;
  print();
  print(bold("What could go"));
  for (const { path, proposals, tokens } of groups.slice(0, SHOWN)) {
    const more = proposals.length > NAMED ? ` And ${proposals.length - NAMED} more.` : "";
    const saves = tokens > 0 ? ` (${formatTokens(tokens)})` : "";
    write("  ", `${path}${saves}: ${proposals.slice(0, NAMED).map(proposalInWords).join(" ")}${more}`);
  }
  if (groups.length > SHOWN) print(`  … ${groups.length - SHOWN} more`);
}

function lines(entry: ContextEntry, depth: number): string[][] {
  const indent = "  ".repeat(depth + 1);
  const when = whenInWords(entry);
  return [
    [shortened(indent + entryName(entry), WIDEST_NAME), ...numbers(entry)],
    ...(when === undefined ? [] : [[shortened(`${indent}  ${when}`, WIDEST_NAME), ...NO_CELLS]]),
  ];
}

/** An unknown weight is shown as unknown, not as 0. */
function numbers({ weight, problems }: ContextEntry): string[] {
  if (weight) return cells(weight);
  return [problems.some(({ code }) => code === "unknown-tools") ? "?" : "–", "", "", ""];
}

function cells({ tokens, share, cost }: Weight): string[] {
  return [
    formatCount(tokens),
    share === undefined ? "" : formatShare(share),
    cost ? formatMoney(cost.uncached) : "",
    cost?.cached === undefined ? "" : formatMoney(cost.cached),
  ];
}

/** The same as a table for each way of loading, for a comment or a page. */
export function contextInMarkdown({ agents, asOf }: ContextReport): string {
  const parts = agents.flatMap((agent) => [
    `## ${agent.name}`,
    `${turnInWords(agent.standing)} (${agent.model}).`,
    ...LOADS.flatMap((loads) => markdownOf(agent, loads)),
    ...(agent.caching ? [cachingInWords(agent.caching)] : []),
    ...proposalsInMarkdown(agent.proposals ?? []),
    ...agent.problems.map(
      ({ path, message }) => `- ${path === undefined ? "" : `${inCode(path)}: `}${escaped(message)}`,
    ),
  ]);
  return `${[...parts, `Dollars are a turn's, by the prices of ${priceDay(asOf)}.`].join("\n\n")}\n`;
}

function markdownOf(agent: AgentContext, loads: Loads): string[] {
  const entries = entriesOf(agent, loads);
  if (entries.length === 0) return [];
  const rows = rowsOf(entries).map(({ entry, depth }) => [
    `${"↳ ".repeat(depth)}${inCode(entryName(entry))}${entry.globs ? ` for ${inCode(entry.globs.join(", "))}` : ""}`,
    ...numbers(entry),
  ]);
  const table = [
    [loadsInWords(loads), ...COLUMNS],
    ["---", "--:", "--:", "--:", "--:"],
    ...rows,
    ["**all**", ...cells(agent.sums[loads])],
  ];
  const remarks = remarksOn(entries).map(
    ({ names, message }) => `- ${names.map(inCode).join(", ")}: ${escaped(message)}`,
  );
  return [table.map((row) => `| ${row.join(" | ")} |`).join("\n"), ...(remarks.length > 0 ? [remarks.join("\n")] : [])];
}

function proposalsInMarkdown(proposals: readonly ContextProposal[]): string[] {
  if (proposals.length === 0) return [];
  const lines = proposals.map((one) => {
    const saves = one.saves.tokens > 0 ? ` ${formatTokens(one.saves.tokens)}.` : "";
    return `- ${inCode(one.path)}: ${escaped(proposalInWords(one))}${saves}`;
  });
  return ["### What could go", lines.join("\n")];
}

/** A name, with everything escaped that Markdown or its tables give a meaning. */
function inCode(name: string): string {
  return `\`${name.replace(/[`\r\n]/g, "'").replaceAll("|", "\\|")}\``;
}

function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|]/g, "\\$&");
}
