import * as l10n from "@vscode/l10n";
import { type Agent, builtIns, type Draft, type LoadedFile, type Scene } from "../agent.ts";
import { all, atRoot, nested, ofUser } from "../find.ts";
import { besideIt, bodyOf, fileName, listedSkill, listLine, whenMatching, whole } from "../load.ts";

/** Where Cursor looks for skills: its own, the shared ones and those of Claude Code and Codex. */
const SKILLS = [".cursor", ".agents", ".claude", ".codex"].map((folder) => `${folder}/skills/*/SKILL.md`);

/**
 * Cursor, as cursor.com/docs tells (rules, skills; read 2026-11): rules by `alwaysApply`, `globs` and `description`, in a
 * folder for what lies below it; AGENTS.md likewise; .cursorrules of old; of skills the names and descriptions.
 */
export const cursor: Agent = {
  id: "cursor",
  name: "Cursor",
  mcp: {
    files: [
      { path: ".cursor/mcp.json", key: "mcpServers" },
      { path: "~/.cursor/mcp.json", key: "mcpServers" },
    ],
  },
  userPlaces: ["~/.cursor", "~/.agents", "~/.claude", "~/.codex"],
  rules: [
    { find: atRoot(".cursor/rules/**/*.mdc"), load: rule },
    { find: atRoot(".cursor/rules/**/*.md"), load: notRead },
    { find: atRoot("AGENTS.md", ".cursorrules"), load: whole("always") },
    { find: nested("AGENTS.md"), load: nestedInstructions },
    { find: nested(".cursor/rules/**/*.mdc"), load: nestedRule },
    { find: all(atRoot(...SKILLS), ofUser(...SKILLS.map((glob) => `~/${glob}`))), load: skill },
    { find: atRoot(".cursor/commands/**/*.md"), load: whole("on-demand", bodyOf) },
  ],
  notes: () => [
    builtIns("Cursor"),
    l10n.t("User rules are in Cursor's settings, team rules in its cloud; no file shows them."),
  ],
};

function rule(file: LoadedFile, scene: Scene): readonly Draft[] {
  const { path, head } = file;
  const text = bodyOf(file);
  if (head.flag("alwaysApply")) return [{ path, loads: "always", text }];
  const globs = head.list("globs");
  if (globs.length > 0) return [whenMatching(file, scene, globs, text, { widened: anywhere })];
  const onDemand: Draft = { path, name: fileName(path), loads: "on-demand", text };
  const description = head.text("description");
  if (description === undefined) return [onDemand];
  return [{ path, name: fileName(path), loads: "listed", text: listLine(fileName(path), description) }, onDemand];
}

/** A glob of a name alone matches it in every folder. */
function anywhere(glob: string): string {
  return glob.includes("/") ? glob : `**/${glob}`;
}

function notRead({ path }: LoadedFile): readonly Draft[] {
  const message = l10n.t("Cursor reads `.mdc` files here and passes `.md` over: this never loads.");
  return [{ path, loads: "on-demand", text: "", problems: [{ code: "dead", message }] }];
}

function nestedInstructions({ path, text }: LoadedFile): readonly Draft[] {
  return [{ path, loads: "matching", text: text.trim(), when: besideIt(path) }];
}

/** A rule of a folder comes with a file of it, whatever else it asks for. */
function nestedRule(file: LoadedFile): readonly Draft[] {
  const below = file.path.slice(file.path.lastIndexOf(".cursor/"), file.path.lastIndexOf("/") + 1);
  return [{ path: file.path, loads: "matching", text: bodyOf(file), when: besideIt(file.path, below) }];
}

function skill(file: LoadedFile): readonly Draft[] {
  const drafts = listedSkill(listLine)(file);
  return drafts.filter(({ loads }) => loads !== "listed" || !file.head.flag("disable-model-invocation"));
}
