import * as l10n from "@vscode/l10n";
import { formatCount } from "../../../display/format.ts";
import { type Agent, builtIns, type Draft, type Scene } from "../agent.ts";
import { all, filled, first, firstOnTheWay, ofUser, onTheWay } from "../find.ts";
import { listedSkill, listLine, whole } from "../load.ts";
import type { Workspace } from "../workspace.ts";

/** Bytes of all project files together, where the settings say nothing else. */
const MOST_BYTES = 32 * 1024;
const SETTINGS = [".codex/config.toml", "~/.codex/config.toml"];
/** Of the window, at four bytes a token, that the list of skills may take; characters where the window is not known. */
const MOST_OF_WINDOW = 0.02;
const BYTES_A_TOKEN = 4;
const MOST_OF_LIST = 8000;

/**
 * Codex, as developers.openai.com/codex and openai/codex (agents_md.rs) tell, read 2026-11: of the user's folder and of
 * each folder from the root down to the start the first of AGENTS.override.md and AGENTS.md; 32 KiB of those of the
 * project together; no imports; the names and descriptions of skills.
 */
export const codex: Agent = {
  id: "codex",
  name: "Codex",
  model: "gpt-5.5",
  mcp: {
    files: [
      { path: ".codex/config.toml", key: "mcp_servers" },
      { path: "~/.codex/config.toml", key: "mcp_servers" },
    ],
  },
  userPlaces: ["~/.codex", "~/.agents"],
  rules: [
    {
      find: first(filled(ofUser("~/.codex/AGENTS.override.md")), filled(ofUser("~/.codex/AGENTS.md"))),
      load: whole("always"),
    },
    {
      find: projectFiles,
      load: whole("always", ({ text }) => text),
      limit: projectCap,
    },
    {
      find: all(onTheWay(".agents/skills/**/SKILL.md"), ofUser("~/.agents/skills/**/SKILL.md")),
      // render.rs of openai/codex; the path as the workspace has it.
      load: listedSkill((name, description, path) => `${listLine(name, description)} (file: ${path})`),
      limit: listBudget,
    },
  ],
  notes: () => [builtIns("Codex")],
};

/** The settings may name others that are taken where these two are missing. */
async function projectFiles(workspace: Workspace): Promise<readonly string[]> {
  const others = /\[([^\]]*)\]/.exec((await setting(workspace, "project_doc_fallback_filenames")) ?? "")?.[1] ?? "";
  const names = [...others.matchAll(/["']([^"'/]+)["']/g)].map(([, name]) => name!);
  return firstOnTheWay("AGENTS.override.md", "AGENTS.md", ...names)(workspace);
}

/** What stands below the cap is never read. */
async function projectCap(drafts: readonly Draft[], { workspace }: Scene): Promise<readonly Draft[]> {
  const set = Number((await setting(workspace, "project_doc_max_bytes"))?.replaceAll("_", ""));
  const most = Number.isSafeInteger(set) && set >= 0 ? set : MOST_BYTES;
  let left = most;
  return drafts.map((draft) => {
    const bytes = new TextEncoder().encode(draft.text);
    const kept = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, left), { stream: true });
    left = Math.max(0, left - bytes.length);
    if (kept.length === draft.text!.length) return draft;
    const why = l10n.t("Codex reads the first {0} KiB of all AGENTS.md together.", formatCount(most / 1024));
    return { ...draft, text: kept, cut: { text: draft.text!.slice(kept.length), why } };
  });
}

/** What stands behind a key above all tables of the settings. */
async function setting(workspace: Workspace, key: string): Promise<string | undefined> {
  for (const path of SETTINGS) {
    const head = (await workspace.textOf(path))?.split(/^\s*\[/m)[0];
    const found = new RegExp(`^\\s*${key}\\s*=\\s*([^#\\n]+)`, "m").exec(head ?? "")?.[1];
    if (found !== undefined) return found.trim();
  }
  return undefined;
}

/** Over it Codex shortens every description: the sum is what it leaves room for. */
function listBudget(drafts: readonly Draft[], { window }: Scene): readonly Draft[] {
  const most = window === undefined ? MOST_OF_LIST : window * MOST_OF_WINDOW * BYTES_A_TOKEN;
  const all = drafts.reduce((sum, { loads, text }) => sum + (loads === "listed" ? text!.length : 0), 0);
  if (all <= most) return drafts;
  const why = l10n.t("The list of skills is longer than Codex gives it room for: descriptions are shortened.");
  return drafts.map((draft) => {
    if (draft.loads !== "listed") return draft;
    const kept = Math.floor((draft.text!.length * most) / all);
    return { ...draft, text: draft.text!.slice(0, kept), cut: { text: draft.text!.slice(kept), why } };
  });
}
