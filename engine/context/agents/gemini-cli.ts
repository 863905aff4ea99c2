import * as l10n from "@vscode/l10n";
import { objectOr } from "../../../protocol/json.ts";
import { type Agent, builtIns, type Draft, type Find, type LoadedFile } from "../agent.ts";
import { all, atRoot, nested, ofUser, onTheWay } from "../find.ts";
import { besideIt, listedSkill, whole, xmlEntry } from "../load.ts";
import { settingsOf, textsOf } from "../settings.ts";
import type { Workspace } from "../workspace.ts";

/**
 * Gemini CLI, as its documentation and its code of google-gemini/gemini-cli@5411f11 tell: the user's GEMINI.md, those from
 * the root down to the start, nested ones once a tool touches their folder; `context.fileName` in the settings names
 * others; imports over five files, each once; skills by name and description.
 */
export const geminiCli: Agent = {
  id: "gemini-cli",
  name: "Gemini CLI",
  model: "gemini-3.5-flash",
  mcp: {
    files: [
      { path: ".gemini/settings.json", key: "mcpServers" },
      { path: "~/.gemini/settings.json", key: "mcpServers" },
    ],
  },
  userPlaces: ["~/.gemini", "~/.agents"],
  imports: { deepest: 5, sees: (text) => text, sends: (text) => text.trim() },
  rules: [
    {
      find: named((names) => ofUser(...names.map((name) => `~/.gemini/${name}`))),
      load: whole("always"),
      follows: true,
    },
    { find: named((names) => onTheWay(...names)), load: whole("always"), follows: true },
    { find: named((names) => nested(...names)), load: touched, follows: true },
    {
      find: all(
        atRoot(".gemini/skills/*/SKILL.md", ".agents/skills/*/SKILL.md"),
        ofUser("~/.gemini/skills/*/SKILL.md", "~/.agents/skills/*/SKILL.md"),
      ),
      load: listedSkill((name, description, path) =>
        xmlEntry("skill", [
          ["name", name],
          ["description", description],
          ["location", path],
        ]),
      ),
    },
  ],
  notes: () => [builtIns("Gemini CLI"), l10n.t("Extensions are not looked at.")],
};

/** Finds the context files by the names that the settings give them. */
function named(find: (names: readonly string[]) => Find): Find {
  return async (workspace) => find(await contextNames(workspace))(workspace);
}

async function contextNames(workspace: Workspace): Promise<readonly string[]> {
  for (const path of [".gemini/settings.json", "~/.gemini/settings.json"]) {
    const settings = await settingsOf(workspace, path);
    const names = textsOf(objectOr(settings.context).fileName).filter((name) => !/[/\\*?[{]/.test(name));
    if (names.length > 0) return names;
  }
  return ["GEMINI.md"];
}

function touched({ path, text }: LoadedFile): readonly Draft[] {
  return [{ path, loads: "matching", text: text.trim(), when: besideIt(path) }];
}
