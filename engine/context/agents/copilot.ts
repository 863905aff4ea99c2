import * as l10n from "@vscode/l10n";
import type { Agent, Draft, LoadedFile, Scene } from "../agent.ts";
import { all, atRoot, ofUser, sorted } from "../find.ts";
import { bodyOf, fileName, listedSkill, whenMatching, whole, xmlEntry, xmlFrame } from "../load.ts";

/** Copilot takes these for every request. */
const EVERY = new Set(["**", "**/*", "*"]);

/**
 * GitHub Copilot in VS Code, as its code of version 1.139.1 and code.visualstudio.com tell, with the settings as they come:
 * instructions of the root in the order of their paths, equal ones once; instruction files by `applyTo`, and a list of
 * all of them; skills and agents by name. Files are sent with their front matter, and `@path` is not followed.
 */
export const copilot: Agent = {
  id: "copilot",
  name: "Copilot in VS Code",
  mcp: { files: [{ path: ".vscode/mcp.json", key: "servers" }], prefix: toolPrefix },
  userPlaces: ["~/.copilot", "~/.claude", "~/.agents"],
  rules: [
    {
      find: sorted(
        all(
          atRoot(".github/copilot-instructions.md", "AGENTS.md", "CLAUDE.md", "CLAUDE.local.md", ".claude/CLAUDE.md"),
          ofUser("~/.copilot/copilot-instructions.md", "~/.claude/CLAUDE.md"),
        ),
      ),
      load: (file) => whole("always")(file).map(attached),
      limit: equalOnce,
    },
    {
      find: all(
        atRoot(".github/instructions/**/*.instructions.md", ".claude/rules/**/*.md"),
        ofUser("~/.copilot/instructions/**/*.instructions.md", "~/.claude/rules/**/*.md"),
      ),
      load: instructions,
    },
    {
      find: all(
        atRoot(".agents/skills/*/SKILL.md", ".github/skills/*/SKILL.md", ".claude/skills/*/SKILL.md"),
        ofUser("~/.agents/skills/*/SKILL.md", "~/.copilot/skills/*/SKILL.md", "~/.claude/skills/*/SKILL.md"),
      ),
      load: skill,
    },
    {
      find: all(
        atRoot(".github/agents/*.md", ".claude/agents/*.md", ".github/chatmodes/*.chatmode.md"),
        ofUser("~/.copilot/agents/*.md", "~/.claude/agents/*.md"),
      ),
      load: customAgent,
    },
    { find: atRoot(".github/prompts/*.prompt.md"), load: whole("on-demand", bodyOf) },
  ],
  notes: () => [
    l10n.t(
      "The system prompt, the tools of Copilot and its fixed words around the files (about 190 tokens) are not counted.",
    ),
    l10n.t("Counted with the default settings: chat.useNestedAgentsMdFiles and others load more."),
  ],
};

/** As mcpService.ts of VS Code makes it; of servers whose prefix would be the same, later ones get a number in theirs. */
function toolPrefix(server: string): string {
  const name = server.toLowerCase().replace(/[^a-z0-9_.-]+/g, "_");
  return `mcp_${name.slice(0, 13)}_`.replaceAll(".", "_");
}

/** In the element that customInstructions.tsx of microsoft/vscode-copilot-chat writes; the path as the workspace has it. */
function attached(draft: Draft): Draft {
  return { ...draft, frame: xmlFrame("attachment", "filePath", draft.path) };
}

/** Links to one file are equal texts, too. */
function equalOnce(drafts: readonly Draft[]): readonly Draft[] {
  const seen = new Map<string, string>();
  return drafts.map((draft) => {
    const by = seen.get(draft.text!);
    if (by === undefined) {
      seen.set(draft.text!, draft.path);
      return draft;
    }
    const message = l10n.t("The same text as {0}: Copilot sends it once.", by);
    return { ...draft, text: "", problems: [{ code: "loaded-twice", message }] };
  });
}

/** Whole where it applies, and an entry in the list whether it does or not. */
function instructions(file: LoadedFile, scene: Scene): readonly Draft[] {
  const { path, head, text } = file;
  const isRule = path.includes(".claude/rules/");
  const written = isRule ? head.list("paths") : head.list("applyTo");
  const globs = isRule && written.length === 0 ? ["**"] : written;
  const description = head.text("description");
  const entry: Draft = { path, name: fileName(path), loads: "listed", text: indexEntry(path, description, globs) };
  const sent = text.trim();
  if (globs.some((glob) => EVERY.has(glob))) return [attached({ path, loads: "always", text: sent }), entry];
  if (globs.length === 0) return [{ path, loads: "on-demand", text: sent }, entry];
  return [attached(whenMatching(file, scene, globs, sent, { ignoresCase: true, widened: anywhere })), entry];
}

function anywhere(glob: string): string {
  return /^(?:\/|\*\*\/)/.test(glob) ? glob : `**/${glob}`;
}

function indexEntry(path: string, description: string | undefined, globs: readonly string[]): string {
  const applyTo = globs.length > 0 ? globs.join(",") : undefined;
  return xmlEntry("instruction", [
    ["description", description],
    ["file", path],
    ["applyTo", applyTo],
  ]);
}

function skill(file: LoadedFile): readonly Draft[] {
  const { head } = file;
  const isListed = head.text("description") !== undefined && !head.flag("disable-model-invocation");
  const drafts = listedSkill(
    (name, description, path) =>
      xmlEntry("skill", [
        ["name", name],
        ["description", description],
        ["file", path],
      ]),
    ({ text }) => text.trim(),
  )(file);
  return drafts.filter(({ loads }) => isListed || loads !== "listed");
}

function customAgent(file: LoadedFile): readonly Draft[] {
  const { path, head } = file;
  const name = head.text("name") ?? fileName(path);
  const fields = ["description", "argument-hint"].map((key) => [key, head.text(key)] as const);
  return [
    { path, name, loads: "listed", text: xmlEntry("agent", [["name", name], ...fields]) },
    { path, name, loads: "on-demand", text: bodyOf(file) },
  ];
}
