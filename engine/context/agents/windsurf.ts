import * as l10n from "@vscode/l10n";
import type { Agent, Draft, LoadedFile, Scene } from "../agent.ts";
import { atRoot, nested, ofUser } from "../find.ts";
import { besideIt, bodyOf, fileName, listLine, upTo, whenMatching, whole } from "../load.ts";

/**
 * Windsurf (Cascade, Devin Desktop), as a registry that quotes docs.devin.ai tells, read 2026-10-07: the user's rules, rules
 * by `trigger`, AGENTS.md at the root, and in a folder for what lies below it. 12,000 characters of a rule, 6,000 of the
 * user's.
 */
export const windsurf: Agent = {
  id: "windsurf",
  name: "Windsurf",
  mcp: { files: [{ path: "~/.config/devin/mcp_config.json", key: "mcpServers" }] },
  userPlaces: ["~/.codeium/windsurf/memories", "~/.config/devin"],
  rules: [
    {
      find: ofUser("~/.codeium/windsurf/memories/global_rules.md"),
      load: whole("always"),
      limit: (drafts) => upTo(6000, l10n.t("Windsurf reads the first 6,000 characters of the user's rules."), drafts),
    },
    {
      find: atRoot(".devin/rules/*.md", ".windsurf/rules/*.md"),
      load: rule,
      limit: (drafts) => upTo(12_000, l10n.t("Windsurf reads the first 12,000 characters of a rule."), drafts),
    },
    { find: atRoot(".windsurfrules", "AGENTS.md"), load: whole("always") },
    {
      find: nested("AGENTS.md"),
      load: ({ path, text }) => [{ path, loads: "matching", text: text.trim(), when: besideIt(path) }],
    },
  ],
  notes: () => [
    l10n.t("The system prompt and the built-in tools are {0}'s own and are not counted.", "Windsurf"),
    l10n.t("Memories that Windsurf keeps by itself are not looked at."),
  ],
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
