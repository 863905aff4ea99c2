import * as l10n from "@vscode/l10n";
import { type Agent, builtIns, type Draft, type Find, type LoadedFile } from "../agent.ts";
import { all, atRoot, first, nested, ofUser, onTheWay } from "../find.ts";
import { besideIt, bodyOf, listedSkill, whole, xmlEntry } from "../load.ts";
import { normal } from "../paths.ts";
import { settingsOf, textsOf } from "../settings.ts";
import type { Workspace } from "../workspace.ts";

const SKILLS = [".opencode", ".claude", ".agents"].map((folder) => `${folder}/skills/*/SKILL.md`);
const OWN_SKILLS = ["~/.config/opencode", "~/.claude", "~/.agents"].map((folder) => `${folder}/skills/*/SKILL.md`);

/**
 * opencode, as its documentation (rules, skills) and its code (instruction.ts) tell, read 2026-11: the AGENTS.md on the way to the
 * start, else the CLAUDE.md; the user's AGENTS.md, else Claude Code's; `instructions` of opencode.json; nested ones with a
 * file that is read; of skills the names and descriptions. `@path` is not followed.
 */
export const opencode: Agent = {
  id: "opencode",
  name: "opencode",
  userPlaces: ["~/.config/opencode", "~/.claude", "~/.agents"],
  rules: [
    { find: firstKind(onTheWay("AGENTS.md"), onTheWay("CLAUDE.md")), load: whole("always") },
    { find: first(ofUser("~/.config/opencode/AGENTS.md"), ofUser("~/.claude/CLAUDE.md")), load: whole("always") },
    { find: instructions, load: whole("always") },
    {
      find: nested("AGENTS.md"),
      load: ({ path, text }: LoadedFile) => [{ path, loads: "matching", text: text.trim(), when: besideIt(path) }],
    },
    { find: all(onTheWay(...SKILLS), ofUser(...OWN_SKILLS)), load: skill },
    { find: atRoot(".opencode/{command,commands}/**/*.md"), load: whole("on-demand", bodyOf) },
  ],
  notes: () => [builtIns("opencode"), l10n.t("Instructions at a web address are not fetched.")],
};

/** All of the first kind that is there. */
function firstKind(...finds: readonly Find[]): Find {
  return async (workspace) => {
    for (const find of finds) {
      const found = await find(workspace);
      if (found.length > 0) return found;
    }
    return [];
  };
}

/** What the settings name, by path or glob, within the workspace and the agent's own folder. */
async function instructions(workspace: Workspace): Promise<readonly string[]> {
  const found = ["opencode.json", "opencode.jsonc", "~/.config/opencode/opencode.json"].map(async (path) => {
    const globs = textsOf((await settingsOf(workspace, path)).instructions)
      .filter((glob) => !/^(?:https?:|\/|[A-Za-z]:)/.test(glob))
      .map(normal)
      .filter((glob) => !glob.startsWith(".."));
    const own = globs.filter((glob) => glob.startsWith("~/.config/opencode/"));
    return all(atRoot(...globs.filter((glob) => !glob.startsWith("~"))), ofUser(...own))(workspace);
  });
  return (await Promise.all(found)).flat();
}

/** Without a name and a description a skill is none. */
function skill(file: LoadedFile): readonly Draft[] {
  if (file.head.text("name") === undefined || file.head.text("description") === undefined) {
    const message = l10n.t("A skill without `name` or `description` is skipped.");
    return [{ path: file.path, loads: "on-demand", text: "", problems: [{ code: "dead", message }] }];
  }
  const entry = (name: string, description: string | undefined) =>
    xmlEntry("skill", [
      ["name", name],
      ["description", description],
    ]);
  return listedSkill(entry)(file);
}
