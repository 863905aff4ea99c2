import * as l10n from "@vscode/l10n";
import { type Agent, builtIns, type Draft, type LoadedFile, type Scene } from "../agent.ts";
import { atRoot, first, ofUser } from "../find.ts";

/** In the order in which Zed looks for them: the first that is there is the only one. */
const NAMES = [
  ".rules",
  ".cursorrules",
  ".windsurfrules",
  ".clinerules",
  ".github/copilot-instructions.md",
  "AGENT.md",
  "AGENTS.md",
  "CLAUDE.md",
  "GEMINI.md",
];

/** Zed, as docs/src/ai/instructions.md of zed-industries/zed tells (read 2026-11): one file at the root, and the user's. */
export const zed: Agent = {
  id: "zed",
  name: "Zed",
  mcp: {
    files: [
      { path: ".zed/settings.json", key: "context_servers" },
      { path: "~/.config/zed/settings.json", key: "context_servers" },
    ],
  },
  userPlaces: ["~/.config/zed"],
  rules: [
    {
      find: ofUser("~/.config/zed/AGENTS.md"),
      load: ({ path, text }) => [{ path, loads: "always", text: text.trim() }],
    },
    { find: first(...NAMES.map((name) => atRoot(name))), load: only },
  ],
  notes: () => [builtIns("Zed")],
};

/** The one that is read, and which others are not. */
function only({ path, text }: LoadedFile, { workspace }: Scene): readonly Draft[] {
  const others = NAMES.filter((name) => name !== path && workspace.find(name).length > 0);
  const message = l10n.t("Zed reads this one only; it passes over {0}.", others.join(", "));
  return [{ path, loads: "always", text: text.trim(), problems: others.length > 0 ? [{ code: "dead", message }] : [] }];
}
