import * as l10n from "@vscode/l10n";
import type { Agent } from "../agent.ts";
import { all, atRoot } from "../find.ts";
import { whole } from "../load.ts";
import { isOutside, normal } from "../paths.ts";
import { settingsOf, textsOf } from "../settings.ts";
import type { Workspace } from "../workspace.ts";

/**
 * Aider, as aider.chat/docs and Aider-AI/aider@5dc9490 tell: nothing by itself but what `read` in .aider.conf.yml names, of
 * the workspace or of the user.
 */
export const aider: Agent = {
  id: "aider",
  name: "Aider",
  userPlaces: ["~/.aider.conf.yml"],
  rules: [{ find: readFiles, load: whole("always") }],
  notes: () => [l10n.t("The system prompt and the map of the repository are Aider's own and are not counted.")],
};

const CONFIGS = ["~/.aider.conf.yml", ".aider.conf.yml"];

/** What the settings name in the workspace; the later file replaces the list of the earlier one. */
async function readFiles(workspace: Workspace): Promise<readonly string[]> {
  let named: readonly string[] = [];
  for (const path of CONFIGS) {
    const { read } = await settingsOf(workspace, path);
    if (read !== undefined) named = textsOf(read);
  }
  return all(atRoot(...named.map(normal).filter((path) => !isOutside(path) && !path.startsWith("~"))))(workspace);
}
