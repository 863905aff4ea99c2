import { entriesOf, entryName, LOADS_IN_WORDS, turnInWords, whenInWords } from "../display/context-words.ts";
import { formatCount, formatMoney, formatShare, formatTokens } from "../display/format.ts";
import { type AgentContext, type ContextEntry, type ContextReport, LOADS, type Loads } from "../protocol/context.ts";
import { write } from "./print.ts";
import { printTable } from "./print-table.ts";
import { bold, print } from "./terminal.ts";

const COLUMNS = ["tokens", "window", "uncached", "cached"] as const;

/** What agents load, for a reader at a terminal: a table for each way of loading, and below it what is wrong. */
export function printContext({ agents, asOf }: ContextReport): void {
  if (agents.length === 0) print("No agent that Tare knows loads anything here.");
  for (const [i, agent] of agents.entries()) {
    if (i > 0) print();
    print(bold(agent.name), `, ${agent.model}: ${turnInWords(agent.standing)}.`);
    if (agent.unknown > 0) write("", `${formatCount(agent.unknown)} more of unknown weight.`);
    for (const loads of LOADS) printLoads(agent, loads);
    for (const { path, message } of agent.problems) write("  ! ", path === undefined ? message : `${path}: ${message}`);
    for (const note of agent.notes) write("  ", note);
  }
  if (agents.length > 0) write("", `Dollars are a turn's, by the prices of ${asOf}.`);
}

function printLoads(agent: AgentContext, loads: Loads): void {
  const entries = entriesOf(agent, loads);
  if (entries.length === 0) return;
  printTable(
    [LOADS_IN_WORDS[loads], ...COLUMNS],
    [...entries.flatMap((entry) => rows(entry)), ["all", ...cells(agent.sums[loads])]],
  );
  for (const remark of entries.flatMap(remarks)) write("  ! ", remark);
}

function rows(entry: ContextEntry, depth = 0): string[][] {
  const name = `${"  ".repeat(depth + 1)}${entryName(entry)}`;
  return [
    [name, ...(entry.weight ? cells(entry.weight) : ["?", "", "", ""])],
    ...entry.imports.flatMap((one) => rows(one, depth + 1)),
  ];
}

function cells({ tokens, share, cost }: NonNullable<ContextEntry["weight"]>): string[] {
  return [
    formatCount(tokens),
    share === undefined ? "" : formatShare(share),
    cost ? formatMoney(cost.uncached) : "",
    cost?.cached === undefined ? "" : formatMoney(cost.cached),
  ];
}

/** What is to be said of an entry and of its imports, a line each. */
function remarks(entry: ContextEntry): string[] {
  const { cut, imports, problems } = entry;
  const when = whenInWords(entry);
  return [
    ...(when === undefined ? [] : [`${entryName(entry)}: ${when}.`]),
    ...(cut ? [`${entryName(entry)}: ${formatTokens(cut.tokens)} are never read. ${cut.why}`] : []),
    ...problems.map(({ message }) => `${entryName(entry)}: ${message}`),
    ...imports.flatMap(remarks),
  ];
}

/** The same as a table a class, for a comment or a page. */
export function contextInMarkdown({ agents, asOf }: ContextReport): string {
  const parts = agents.map((agent) => {
    const tables = LOADS.flatMap((loads) => {
      const entries = entriesOf(agent, loads);
      if (entries.length === 0) return [];
      const lines = entries.flatMap((entry) => rows(entry)).map(([name, ...numbers]) => [inCell(name!), ...numbers]);
      const all = ["**all**", ...cells(agent.sums[loads])];
      return [
        [
          `| ${[LOADS_IN_WORDS[loads], ...COLUMNS].join(" | ")} |`,
          "| --- | --: | --: | --: | --: |",
          ...[...lines, all].map((line) => `| ${line.join(" | ")} |`),
          ...entries.flatMap(remarks).map((remark) => `\n- ${escaped(remark)}`),
        ].join("\n"),
      ];
    });
    const problems = agent.problems.map(
      ({ path, message }) => `- ${path === undefined ? "" : `${escaped(path)}: `}${message}`,
    );
    const head = `## ${agent.name}\n\n${turnInWords(agent.standing)} (${agent.model}).`;
    return [head, ...tables, ...(problems.length > 0 ? [problems.join("\n")] : [])].join("\n\n");
  });
  return `${[...parts, `Dollars are a turn's, by the prices of ${asOf}.`].join("\n\n")}\n`;
}

/** A name in a cell: its depth as arrows, and nothing in it that Markdown reads. */
function inCell(name: string): string {
  const depth = (/^ */.exec(name)![0].length - 2) / 2;
  return `${"↳ ".repeat(depth)}\`${name.trim().replaceAll("`", "'").replaceAll("|", "\\|")}\``;
}

function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|]/g, "\\$&");
}
