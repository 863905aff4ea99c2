import * as l10n from "@vscode/l10n";
import { type Agent, builtIns, type Draft, type LoadedFile, type Scene } from "../agent.ts";
import { all, atRoot, ofUser } from "../find.ts";
import { bodyOf, fileName, listedSkill, listLine, whenMatching, whole } from "../load.ts";

/**
 * Cline, as docs.cline.bot and cline/cline@21cb8d2 tell: the rules of the user and of the workspace, those with `paths` once
 * one matches what is worked on; the rules of Cursor and Windsurf and AGENTS.md, too; skills by name and description.
 */
export const cline: Agent = {
  id: "cline",
  name: "Cline",
  userPlaces: ["~/Documents/Cline", "~/.cline", "~/.agents"],
  rules: [
    { find: ofUser("~/Documents/Cline/Rules/**/*.{md,txt}"), load: rule },
    { find: atRoot(".clinerules", ".clinerules/**/*.{md,txt}"), load: rule },
    { find: atRoot(".cursorrules", ".cursor/rules/*.mdc", ".windsurfrules", "AGENTS.md"), load: whole("always") },
    { find: ofUser("~/.agents/AGENTS.md"), load: whole("always") },
    {
      find: all(
        atRoot(...[".clinerules", ".cline", ".claude", ".agents"].map((folder) => `${folder}/skills/*/SKILL.md`)),
        ofUser("~/.cline/skills/*/SKILL.md", "~/.agents/skills/*/SKILL.md"),
      ),
      load: listedSkill(listLine),
    },
  ],
  notes: () => [builtIns("Cline"), l10n.t("Rules can be switched off in Cline's own view; no file shows that.")],
};

/** Workflows are called by name; skills and hooks have rules of their own. */
function rule(file: LoadedFile, scene: Scene): readonly Draft[] {
  const { path, head } = file;
  const text = bodyOf(file);
  const [, folder] = /\.clinerules\/(workflows|skills|hooks)\//.exec(path) ?? [];
  if (folder === "workflows") return [{ path, name: fileName(path), loads: "on-demand", text }];
  if (folder !== undefined) return [];
  if (head.isBroken || !head.has("paths"))
    return [{ path, loads: "always", text: head.isBroken ? file.text.trim() : text }];
  const globs = head.list("paths");
  if (globs.length > 0) return [whenMatching(file, scene, globs, text)];
  const message = l10n.t("Its `paths` are empty: this never loads.");
  return [{ path, loads: "matching", text: "", problems: [{ code: "dead", message }] }];
}
