import * as l10n from "@vscode/l10n";
import { type Agent, builtIns, type Draft, type LoadedFile, type Scene } from "../agent.ts";
import { all, atRoot, nested, ofUser } from "../find.ts";
import { besideIt, bodyOf, fileName, listedSkill, listLine, upTo, whenMatching, whole } from "../load.ts";

const RULES = [".devin/rules/*.md", ".windsurf/rules/*.md"];

/**
 * Windsurf (Cascade, Devin Desktop), as docs.windsurf.com tells (memories, agents-md, skills; read 2026-11): the user's
 * rules, rules by `trigger`, those of any folder of the workspace, too; AGENTS.md at the root, and in a folder for what lies
 * below it; of skills the names and descriptions. 12,000 characters of a rule, 6,000 of the user's.
 */
export const windsurf: Agent = {
  id: "windsurf",
  name: "Windsurf",
  mcp: { files: [{ path: "~/.config/devin/mcp_config.json", key: "mcpServers" }] },
  userPlaces: ["~/.codeium/windsurf", "~/.config/devin", "~/.agents"],
  rules: [
    {
      find: ofUser("~/.codeium/windsurf/memories/global_rules.md"),
      load: whole("always"),
      limit: (drafts) => upTo(6000, l10n.t("Windsurf reads the first 6,000 characters of the user's rules."), drafts),
    },
    {
      find: all(atRoot(...RULES), nested(...RULES)),
      load: rule,
      limit: (drafts) => upTo(12_000, l10n.t("Windsurf reads the first 12,000 characters of a rule."), drafts),
    },
    { find: atRoot(".windsurfrules", "AGENTS.md"), load: whole("always") },
    {
      find: nested("AGENTS.md"),
      load: ({ path, text }) => [{ path, loads: "matching", text: text.trim(), when: besideIt(path) }],
    },
    {
      find: all(
        atRoot(".windsurf/skills/*/SKILL.md", ".agents/skills/*/SKILL.md"),
        ofUser("~/.codeium/windsurf/skills/*/SKILL.md", "~/.agents/skills/*/SKILL.md"),
      ),
      load: listedSkill(listLine),
    },
    { find: atRoot(".windsurf/workflows/*.md"), load: whole("on-demand", bodyOf) },
  ],
  notes: () => [builtIns("Windsurf"), l10n.t("Memories that Windsurf keeps by itself are not looked at.")],
};

function rule(file: LoadedFile, scene: Scene): readonly Draft[] {
  const { path, head } = file;
  const name = fileName(path);
  const text = bodyOf(file);
  const onDemand: Draft = { path, name, loads: "on-demand", text };
  switch (head.text("trigger")) {
    case "glob":
      return [whenMatching(file, scene, head.list("globs"), text)];
    case "model_decision":
      return [{ path, name, loads: "listed", text: listLine(name, head.text("description")) }, onDemand];
    case "manual":
      return [onDemand];
    default:
      return [{ path, loads: "always", text }];
  }
}
