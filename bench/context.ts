import { delimiter } from "node:path";
import { type Saying, saidAgain, sayingsOf } from "../engine/compress/redundancy/across-prompts.ts";
import { parsePrompt } from "../engine/prompt/parse.ts";
import { workspaceFiles } from "../engine/runtime/workspace-files.ts";
import { weighContext } from "../engine/weigh-context.ts";
import type { ContextEntry, ContextReport } from "../protocol/context.ts";
import { percent } from "./support/statistics.ts";
import { printTable } from "./support/table.ts";

/** Rules that are planted in each workspace, and such as only look like one of its own. */
const PLANTED = 40;

/** How a rule is written again elsewhere. */
const REWORDED: Readonly<Record<string, (rule: string) => string>> = {
  "as it is": (rule) => rule,
  "without its full stop": (rule) => rule.replace(/\.$/, ""),
  "in bold": (rule) => `**${rule}**`,
  "after a lead-in": (rule) => `Please remember: ${rule}`,
  "without its articles": (rule) => rule.replace(/\b(?:the|an?) /gi, ""),
};

/** What agents load in the workspaces of `TARE_WORKSPACES`, and what of planted repetitions is found there. */
export async function run(): Promise<void> {
  const folders = (process.env.TARE_WORKSPACES ?? "").split(delimiter).filter((folder) => folder !== "");
  if (folders.length === 0) return console.log("\ncontext: TARE_WORKSPACES names no folders.");
  const totals: string[][] = [];
  const found = new Map(Object.keys(REWORDED).map((kind) => [kind, { planted: 0, found: 0 }]));
  let [others, wrong] = [0, 0];
  for (const folder of folders) {
    const start = performance.now();
    // No folder of the user's is there.
    const files = workspaceFiles(folder, "/nonexistent");
    const report = await weighContext(files, { user: false, model: "gpt-5.5" });
    const name = folder.split("/").at(-1)!;
    const ms = `${Math.round(performance.now() - start)} ms`;
    for (const { name: agent, sums } of report.agents)
      totals.push([name, agent, ...[sums.always, sums.listed, sums.matching].map(({ tokens }) => `${tokens}`), ms]);
    const texts: string[] = [];
    for (const path of pathsOf(report)) {
      const file = await files.read(path);
      if ("text" in file) texts.push(file.text);
    }
    const prompts = texts.map((text) => sayingsOf(parsePrompt(text, { path: "CLAUDE.md" })));
    const rules = [...new Set(texts.flatMap(itemsOf))];
    const chosen = spread(rules, PLANTED);
    for (const [i, rule] of chosen.entries()) {
      const [kind, reword] = Object.entries(REWORDED)[i % found.size]!;
      const counts = found.get(kind)!;
      counts.planted++;
      if (isFound(reword(rule), prompts)) counts.found++;
      const other = changed(rule, chosen[(i + 7) % chosen.length]!);
      if (other === undefined) continue;
      others++;
      if (isFound(other, prompts)) wrong++;
    }
  }
  printTable(
    "What agents load, in tokens of o200k",
    ["workspace", "agent", "always", "listed", "matching", "all agents"],
    totals,
  );
  printTable(
    "Rules that are planted in another file",
    ["written", "planted", "found", ""],
    [...found].map(([kind, { planted, found }]) => [kind, `${planted}`, `${found}`, percent(found / planted)]),
  );
  console.log(`Of ${others} that differ in a word or a number from one, ${wrong} are taken for it.`);
}

function pathsOf({ agents }: ContextReport): string[] {
  const flat = (entries: readonly ContextEntry[]): ContextEntry[] =>
    entries.flatMap((entry) => [entry, ...flat(entry.imports)]);
  const entries = agents.flatMap((agent) => flat(agent.entries)).filter(({ loads }) => loads !== "on-demand");
  return [...new Set(entries.filter(({ weight }) => weight?.tokens).map(({ path }) => path))];
}

/** The items of lists that are one sentence, whatever the engine makes of them. */
function itemsOf(text: string): string[] {
  const items = text.replace(/^```[\s\S]*?^```/gm, "").matchAll(/^[ \t]*[-*] +(.+)$/gm);
  return [...items]
    .map(([, item]) => item!.trim())
    .filter((item) => /^[^.!?;:]+[.!]$/.test(item) && item.split(" ").length >= 6);
}

function isFound(rule: string, prompts: readonly (readonly Saying[])[]): boolean {
  const planted = sayingsOf(parsePrompt(`# Rules\n\n- ${rule}\n`, { path: "CLAUDE.md" }));
  return saidAgain([...prompts, planted]).some(({ prompt }) => prompt === prompts.length);
}

/** The rule with another number, or with its longest word from another rule: it says something else. */
function changed(rule: string, other: string): string | undefined {
  if (/\b\d+\b/.test(rule)) return rule.replace(/\b\d+\b/, (number) => `${Number(number) + 1}`);
  const longest = (text: string) => (text.match(/[a-z]{4,}/g) ?? []).sort((a, b) => b.length - a.length)[0];
  const [word, instead] = [longest(rule), longest(other)];
  if (word === undefined || instead === undefined || word === instead) return undefined;
  return rule.replace(word, instead);
}

/** So many of a list, evenly. */
function spread<T>(list: readonly T[], most: number): T[] {
  const step = Math.max(1, list.length / most);
  return Array.from({ length: Math.min(most, list.length) }, (_, i) => list[Math.floor(i * step)]!);
}
