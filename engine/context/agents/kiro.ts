import * as l10n from "@vscode/l10n";
import { type Agent, builtIns, type Draft, type LoadedFile, type Scene } from "../agent.ts";
import { atRoot, ofUser } from "../find.ts";
import { bodyOf, fileName, listLine, whenMatching, whole } from "../load.ts";

/**
 * Kiro, as kiro.dev/docs/steering tells (read 2026-11): steering files by `inclusion`, the user's and the workspace's, and
 * AGENTS.md. One of the user's that waits for a file never comes (kirodotdev/Kiro#9176).
 */
export const kiro: Agent = {
  id: "kiro",
  name: "Kiro",
  model: "claude-sonnet-5",
  userPlaces: ["~/.kiro/steering"],
  rules: [
    { find: ofUser("~/.kiro/steering/**/*.md"), load: steering },
    { find: atRoot(".kiro/steering/**/*.md"), load: steering },
    { find: atRoot("AGENTS.md"), load: whole("always") },
  ],
  notes: () => [builtIns("Kiro")],
};

function steering(file: LoadedFile, scene: Scene): readonly Draft[] {
  const { path, head } = file;
  const name = head.text("name") ?? fileName(path);
  const text = bodyOf(file);
  const onDemand: Draft = { path, name, loads: "on-demand", text };
  switch (head.text("inclusion")) {
    case "fileMatch": {
      if (!path.startsWith("~/")) return [whenMatching(file, scene, head.list("fileMatchPattern"), text)];
      const message = l10n.t("Kiro never loads a user's own steering file by the open file.");
      return [{ path, loads: "matching", text: "", problems: [{ code: "dead", message }] }];
    }
    case "auto":
      return [{ path, name, loads: "listed", text: listLine(name, head.text("description")) }, onDemand];
    case "manual":
      return [onDemand];
    default:
      return [{ path, loads: "always", text }];
  }
}
