import { delimiter } from "node:path";
import { type Saying, saidAgain, sayingsOf } from "../engine/compress/across-prompts.ts";
import { type Demand, demandsOf } from "../engine/context/claims/claims.ts";
import { contradictionsIn } from "../engine/context/claims/contradictions.ts";
import { reworded } from "../engine/context/claims/reworded.ts";
import { parsePrompt } from "../engine/prompt/parse.ts";
import { workspaceFiles } from "../engine/runtime/workspace-files.ts";
import { weighContext } from "../engine/weigh-context.ts";
import type { ContextEntry, ContextReport } from "../protocol/context.ts";
import { measureLargeWorkspace } from "./large-workspace.ts";
import {
  COMPATIBLE,
  CONTRADICTIONS,
  DIFFERENT,
  MORE_COMPATIBLE,
  MORE_CONTRADICTIONS,
  MORE_REPEATED,
  type Pair,
  REPEATED,
} from "./support/planted-rules.ts";
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

/** How a rule is contradicted elsewhere; undefined where it cannot be so. */
const OPPOSED: Readonly<Record<string, (rule: string) => string | undefined>> = {
  "a no to a yes": (rule) => (isPlainCommand(rule) ? `Never ${lowered(rule)}` : undefined),
  "a no in other words": (rule) =>
    isPlainCommand(rule) ? `You must not ${lowered(rule).replace(/\b(?:the|an?) /g, "")}` : undefined,
  "a yes to a no": (rule) => {
    const denied = /^(?:Never|Do not|Don't|Don’t) (\w.*)$/.exec(rule)?.[1];
    return denied === undefined ? undefined : `Always ${denied}`;
  },
  "another value": (rule) =>
    /^[^*"`(]*\b\d+ [a-z]+/.test(rule) ? rule.replace(/\b\d+\b/, (number) => `${2 * Number(number) + 1}`) : undefined,
};

/** Rules as people write them, and how another file contradicts them. */
const PAIRS: readonly (readonly [rule: string, opposed: string])[] = [
  ["Use npm for everything.", "Always use pnpm."],
  ["Install dependencies with `yarn`.", "Use npm to install packages."],
  ["Never use npm.", "Run scripts with npm."],
  ["Use 2 spaces for indentation.", "Indent with 4 spaces."],
  ["Indent with tabs, not spaces.", "Use spaces for indentation."],
  ["Run the tests before every commit.", "Do not run tests."],
  ["Write unit tests with Vitest.", "Use Jest for unit tests."],
  ["Use single quotes for strings.", "Strings use double quotes."],
  ["Prefer named exports over default exports.", "Use default exports."],
  ["Keep lines under 100 characters.", "Keep lines under 120 characters."],
  ["Functions should be at most 50 lines long.", "Functions should be at most 30 lines long."],
  ["Avoid default exports.", "Use default exports."],
  ["Never commit directly to main.", "Commit directly to main."],
  ["Write comments in English.", "Comments must be written in German."],
  ["Always add a changelog entry.", "Don't add changelog entries."],
  ["Use poetry to manage dependencies.", "Manage dependencies with uv."],
  ["Format the code with Prettier.", "Use Biome to format code."],
  ["End statements with semicolons.", "Do not end statements with semicolons."],
  ["Squash commits before merging.", "Never squash commits."],
  ["Name files in kebab-case.", "Use PascalCase for file names."],
];

/** What agents load in the workspaces of `TARE_WORKSPACES`, and what of planted repetitions is found there. */
export async function run(): Promise<void> {
  await measureLargeWorkspace();
  printPairs();
  const folders = (process.env.TARE_WORKSPACES ?? "").split(delimiter).filter((folder) => folder !== "");
  if (folders.length === 0) return console.log("\ncontext: TARE_WORKSPACES names no folders.");
  const totals: string[][] = [];
  const found = new Map(Object.keys(REWORDED).map((kind) => [kind, { planted: 0, found: 0 }]));
  const opposed = new Map(
    [...Object.keys(OPPOSED), "pairs of our own"].map((kind) => [kind, { planted: 0, found: 0 }]),
  );
  let [others, wrong] = [0, 0];
  let [agreeing, taken] = [0, 0];
  const unplanted: string[] = [];
  const missed: string[] = [];
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
    const demands = prompts.map(demandsIn);
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
    for (const [kind, oppose] of Object.entries(OPPOSED)) {
      const able = rules.flatMap((rule) => oppose(rule) ?? []);
      for (const rule of spread(able, PLANTED / opposed.size)) {
        opposed.get(kind)!.planted++;
        if (contradicts(rule, demands)) opposed.get(kind)!.found++;
        else missed.push(`${name}: ${rule}`);
      }
    }
    for (const [i, [one, other]] of PAIRS.entries()) {
      // Planted in turn, since the rules of another workspace are the same noise for all of them.
      if (i % folders.length !== folders.indexOf(folder) % PAIRS.length) continue;
      opposed.get("pairs of our own")!.planted++;
      if (contradicts(other, [...demands, demandsIn(planted(one))])) opposed.get("pairs of our own")!.found++;
    }
    // What says the same, or the opposite of something else, is no contradiction.
    for (const [i, rule] of chosen.entries()) {
      const [, reword] = Object.entries(REWORDED)[i % found.size]!;
      const other = changed(rule, chosen[(i + 7) % chosen.length]!);
      for (const one of [
        reword(rule),
        ...(other === undefined || !isPlainCommand(other) ? [] : [`Never ${lowered(other)}`]),
      ]) {
        agreeing++;
        if (contradicts(one, demands)) {
          taken++;
          unplanted.push(`${name}: ${one}`);
        }
      }
    }
    for (const { agent, proposals = [] } of (await weighContext(files, { user: false, proposals: true })).agents)
      for (const { kind, path, message } of proposals)
        if (kind === "contradiction") unplanted.push(`${name}, ${agent}: ${path}: ${message}`);
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
  printTable(
    "Rules that are contradicted in another file",
    ["how", "planted", "found", ""],
    [...opposed].map(([kind, { planted, found }]) => [kind, `${planted}`, `${found}`, percent(found / planted)]),
  );
  console.log(`Not found:\n${missed.join("\n")}`);
  console.log(`Of ${agreeing} that agree, or are about something else, ${taken} are taken for a contradiction.`);
  console.log(`Contradictions that nobody planted, in what agents load:\n${unplanted.join("\n") || "none"}`);
  console.log(`Of ${others} that differ in a word or a number from one, ${wrong} are taken for it.`);
}

/** What of our own pairs of rules is found, and what is taken for it that is not. */
function printPairs(): void {
  const isSaidAgain = ([one, other]: Pair) => {
    const both = [planted(one), planted(other)];
    return saidAgain(both).length > 0 || reworded(both.map(demandsIn)).length > 0;
  };
  const isContradicted = ([one, other]: Pair) => contradicts(other, [demandsIn(planted(one))]);
  const row = (name: string, pairs: readonly Pair[], isFound: (pair: Pair) => boolean) => {
    const found = pairs.filter(isFound).length;
    return [name, `${pairs.length}`, `${found}`, percent(found / pairs.length)];
  };
  printTable(
    "Pairs of rules of our own",
    ["", "pairs", "found", ""],
    [
      row("contradict each other", CONTRADICTIONS, isContradicted),
      row("can both be kept, taken for a contradiction", COMPATIBLE, isContradicted),
      row("the same in other words", REPEATED, isSaidAgain),
      row("about something else, taken for the same", DIFFERENT, isSaidAgain),
      row("second set: contradict each other", MORE_CONTRADICTIONS, isContradicted),
      row("second set: the same in other words", MORE_REPEATED, isSaidAgain),
      row("second set: neither, taken for a contradiction", MORE_COMPATIBLE, isContradicted),
      row("second set: neither, taken for the same", MORE_COMPATIBLE, isSaidAgain),
    ],
  );
  for (const pair of CONTRADICTIONS.filter((pair) => !isContradicted(pair)))
    console.log(`Not found: ${pair.join(" | ")}`);
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

function demandsIn(sayings: readonly Saying[]): Demand[] {
  return demandsOf(sayings, "en");
}

function planted(rule: string): Saying[] {
  return sayingsOf(parsePrompt(`# Rules\n\n- ${rule}\n`, { path: "CLAUDE.md" }));
}

function isFound(rule: string, prompts: readonly (readonly Saying[])[]): boolean {
  return saidAgain([...prompts, planted(rule)]).some(({ prompt }) => prompt === prompts.length);
}

function contradicts(rule: string, demands: readonly (readonly Demand[])[]): boolean {
  return contradictionsIn([...demands, demandsIn(planted(rule))]).some(({ prompt }) => prompt === demands.length);
}

/** Whether a rule begins with a verb, as far as its first word tells, and denies nothing. */
function isPlainCommand(rule: string): boolean {
  return (
    /^(?:Use|Run|Add|Keep|Write|Check|Create|Update|Prefer|Make|Include|Return|Set|Call|Read|Put|Follow|Test)\b/.test(
      rule,
    ) && !/\b(?:not?|never|without|don['’]t)\b/i.test(rule)
  );
}

function lowered(rule: string): string {
  return rule[0]!.toLowerCase() + rule.slice(1);
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
