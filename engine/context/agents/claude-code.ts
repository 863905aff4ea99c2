import * as l10n from "@vscode/l10n";
import { MOST_READ } from "../../../protocol/context.ts";
import type { Agent, Draft, Find, LoadedFile, Scene } from "../agent.ts";
import { all, atRoot, nested, ofUser, onTheWay } from "../find.ts";
import { frontMatterOf } from "../front-matter.ts";
import { readGlobs } from "../globs.ts";
import { besideIt, bodyOf, fileName, firstParagraph, folderName, listLine, whenMatching } from "../load.ts";
import { withoutCode } from "../mentions.ts";
import { settingsOf, textsOf } from "../settings.ts";
import type { Workspace } from "../workspace.ts";

/** A description in the list of skills is cut there. */
const MOST_OF_DESCRIPTION = 1536;
/** The share of the window that the list of skills may take, at four characters a token. */
const MOST_OF_WINDOW = 0.01;
const CHARACTERS_A_TOKEN = 4;

/**
 * Claude Code, as code.claude.com documents it (memory, skills, sub-agents; read 2026-08-22): the user's memory, then each
 * folder's from the root down to the start, nested ones once a file there is read; rules by `paths`; of skills, commands
 * and subagents the names and descriptions.
 */
export const claudeCode: Agent = {
  id: "claude-code",
  name: "Claude Code",
  model: "claude-sonnet-5",
  mcp: {
    files: [
      { path: ".mcp.json", key: "mcpServers" },
      { path: "~/.claude.json", key: "mcpServers" },
    ],
    defers: (server, tool) => `mcp__${server}__${tool}`,
  },
  userPlaces: ["~/.claude", "~/.claude.json"],
  imports: { deepest: 4, sees: withoutUnsent, sends: sent },
  rules: [
    { find: ofUser("~/.claude/CLAUDE.md"), load: memory, follows: true },
    { find: ofUser("~/.claude/rules/**/*.md"), load: rule, follows: true },
    { find: notExcluded(onTheWay("CLAUDE.md", ".claude/CLAUDE.md", "CLAUDE.local.md")), load: memory, follows: true },
    { find: notExcluded(onTheWay(".claude/rules/**/*.md")), load: rule, follows: true },
    { find: autoMemory, load: memoryHead },
    {
      find: notExcluded(nested("CLAUDE.md", ".claude/CLAUDE.md", "CLAUDE.local.md")),
      load: nestedMemory,
      follows: true,
    },
    {
      find: all(ofUser("~/.claude/output-styles/*.md"), atRoot(".claude/output-styles/*.md")),
      load: outputStyle,
      limit: chosenStyle,
    },
    {
      find: all(
        ofUser("~/.claude/skills/*/SKILL.md", "~/.claude/commands/**/*.md"),
        onTheWay(".claude/skills/*/SKILL.md", ".claude/commands/**/*.md"),
      ),
      load: skill,
      limit: listBudget,
    },
    { find: nested(".claude/skills/*/SKILL.md"), load: nestedSkill },
    { find: all(ofUser("~/.claude/agents/**/*.md"), onTheWay(".claude/agents/**/*.md")), load: subagent },
  ],
  notes: () => [
    l10n.t(
      "MCP tools are counted as deferred, which is usual: their names are sent, a description only once the agent looks for it.",
    ),
    l10n.t("The system prompt, the built-in tools and the environment are Claude Code's own and are not counted."),
    l10n.t("The administrator's CLAUDE.md and plugins are not looked at."),
  ],
};

/** A block of comment that begins its line goes; in code it stays. */
function withoutComments(text: string): string {
  const plain = withoutCode(text);
  let kept = "";
  let from = 0;
  for (const { index, 0: comment } of plain.matchAll(/^[ \t]*<!--[\s\S]*?(?:-->[ \t]*\n?|$(?![\s\S]))/gm)) {
    kept += text.slice(from, index);
    from = index + comment.length;
  }
  return kept + text.slice(from);
}

function sent(text: string): string {
  return withoutComments(text.slice(frontMatterOf(text).end)).trim();
}

function withoutUnsent(text: string): string {
  const blank = (part: string) => " ".repeat(part.length);
  const { end } = frontMatterOf(text);
  return (blank(text.slice(0, end)) + text.slice(end)).replace(/^[ \t]*<!--[\s\S]*?(?:-->|$(?![\s\S]))/gm, blank);
}

function memory({ path, text, size }: LoadedFile): readonly Draft[] {
  if (size <= MOST_READ) return [{ path, loads: "always", text: sent(text) }];
  const message = l10n.t("Larger than 4 MiB: Claude Code skips the whole file.");
  return [{ path, loads: "always", text: "", problems: [{ code: "too-large", message }] }];
}

/** Claude Code keeps what it notes by itself under the workspace's path, with hyphens for all but letters and digits. */
async function autoMemory(workspace: Workspace): Promise<readonly string[]> {
  const { root } = workspace;
  if (root === undefined) return [];
  return ofUser(`~/.claude/projects/${root.replace(/[^A-Za-z0-9]/g, "-")}/memory/MEMORY.md`)(workspace);
}

/** Its first 200 lines, or 25 KB of these. */
function memoryHead({ path, text }: LoadedFile): readonly Draft[] {
  const whole = sent(text);
  const head = whole.split("\n").slice(0, 200).join("\n").slice(0, 25_000);
  const why = l10n.t("Claude Code reads the first 200 lines of its memory, or 25 KB.");
  const draft: Draft = { path, name: l10n.t("auto memory"), loads: "always", text: head, isOwnNotes: true };
  return [head.length === whole.length ? draft : { ...draft, cut: { text: whole.slice(head.length), why } }];
}

function outputStyle(file: LoadedFile): readonly Draft[] {
  const name = file.head.text("name") ?? fileName(file.path);
  return [{ path: file.path, name, loads: "on-demand", text: bodyOf(file) }];
}

/** The style that the settings name is a part of the system prompt. */
async function chosenStyle(drafts: readonly Draft[], { workspace }: Scene): Promise<readonly Draft[]> {
  const chosen = (await setting(workspace, "outputStyle"))[0];
  return drafts.map((draft) => (draft.name === chosen ? { ...draft, loads: "always" } : draft));
}

/** The values of a setting, those of the nearest file first. */
async function setting(workspace: Workspace, key: string): Promise<readonly string[]> {
  const files = [".claude/settings.local.json", ".claude/settings.json", "~/.claude/settings.json"];
  return (await Promise.all(files.map(async (path) => textsOf((await settingsOf(workspace, path))[key])))).flat();
}

/** Without the files that `claudeMdExcludes` names, by globs of whole paths. */
function notExcluded(find: Find): Find {
  return async (workspace) => {
    const found = await find(workspace);
    const { matches } = readGlobs(await setting(workspace, "claudeMdExcludes"));
    return found.filter((path) => !matches(path) && !matches(`${workspace.root ?? ""}/${path}`.replace(/^\//, "")));
  };
}

function nestedMemory(file: LoadedFile): readonly Draft[] {
  const when = besideIt(file.path, file.path.endsWith(".claude/CLAUDE.md") ? ".claude/" : "");
  return memory(file).map((draft) => ({ ...draft, loads: "matching", when }));
}

function rule(file: LoadedFile, scene: Scene): readonly Draft[] {
  const { head } = file;
  const globs = head.list("paths");
  const [draft] = memory(file);
  if (globs.length === 0) {
    const isWrong = head.has("globs") || head.has("applyTo");
    const message = l10n.t("This rule is always loaded: Claude Code reads `paths`, not `globs` or `applyTo`.");
    return [{ ...draft!, ...(isWrong && { problems: [{ code: "dead-glob", message }] }) }];
  }
  const live = globs.filter((glob) => !/\[[^\]]*$/.test(glob));
  return [{ ...whenMatching(file, scene, live.length > 0 ? live : globs, draft!.text!) }];
}

/** Its line in the list, and its body for when it is called. */
function skill(file: LoadedFile): readonly Draft[] {
  const { path, head } = file;
  const isCommand = path.includes(".claude/commands/");
  const name = (isCommand ? undefined : head.text("name")) ?? (isCommand ? fileName(path) : folderName(path));
  const body = bodyOf(file);
  const onDemand: Draft = { path, name, loads: "on-demand", text: body };
  if (head.flag("disable-model-invocation")) return [onDemand];
  const description = [head.text("description") ?? firstParagraph(body), head.text("when_to_use")]
    .filter((part) => part !== undefined)
    .join(" ");
  const listed: Draft = {
    path,
    name,
    loads: "listed",
    text: listLine(name, description.slice(0, MOST_OF_DESCRIPTION)),
  };
  const left = description.slice(MOST_OF_DESCRIPTION);
  const why = l10n.t("Claude Code lists the first 1,536 characters of a description.");
  return [left === "" ? listed : { ...listed, cut: { text: left, why } }, onDemand];
}

function nestedSkill(file: LoadedFile): readonly Draft[] {
  const when = besideIt(file.path, `.claude/skills/${folderName(file.path)}/`);
  return skill(file).map((draft) => (draft.loads === "listed" ? { ...draft, loads: "matching", when } : draft));
}

/** Which descriptions go first depends on use, which no file tells; the sum is the same whichever they are. */
function listBudget(drafts: readonly Draft[], { window }: Scene): readonly Draft[] {
  if (window === undefined) return drafts;
  let left = window * MOST_OF_WINDOW * CHARACTERS_A_TOKEN;
  return drafts.map((draft) => {
    if (draft.loads !== "listed") return draft;
    left -= draft.text!.length;
    if (left >= 0) return draft;
    const name = listLine(draft.name!, "");
    const why = l10n.t(
      "The list of skills is longer than 1 % of the window: descriptions of the least used are left out.",
    );
    return { ...draft, text: name, cut: { text: draft.text!.slice(name.length), why } };
  });
}

/** Its body is the system prompt of a window of its own. */
function subagent(file: LoadedFile): readonly Draft[] {
  const { path, head } = file;
  const [name, description] = [head.text("name"), head.text("description")];
  if (name === undefined || description === undefined) {
    const message = l10n.t("A subagent without `name` or `description` is skipped.");
    return [{ path, loads: "on-demand", text: "", problems: [{ code: "dead", message }] }];
  }
  return [
    { path, name, loads: "listed", text: listLine(name, description) },
    { path, name, loads: "on-demand", text: bodyOf(file) },
  ];
}
