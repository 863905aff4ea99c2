import type { Agent, Draft, LoadedFile, Scene } from "../agent.ts";
import { all, first, firstOnTheWay, ofUser, onTheWay } from "../find.ts";
import { bodyOf, folderName, whole } from "../load.ts";

/** Bytes of all project files together. */
const MOST_BYTES = 32 * 1024;
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
  userFolders: ["~/.codex", "~/.agents"],
  rules: [
    { find: first(ofUser("~/.codex/AGENTS.override.md"), ofUser("~/.codex/AGENTS.md")), load: whole("always") },
    {
      find: firstOnTheWay("AGENTS.override.md", "AGENTS.md"),
      load: whole("always", ({ text }) => text),
      limit: projectCap,
    },
    {
      find: all(onTheWay(".agents/skills/**/SKILL.md"), ofUser("~/.agents/skills/**/SKILL.md")),
      load: skill,
      limit: listBudget,
    },
  ],
  notes: ["The system prompt and the built-in tools are Codex's own and are not counted."],
};

/** What stands below the first 32 KiB is never read. */
function projectCap(drafts: readonly Draft[]): readonly Draft[] {
  let left = MOST_BYTES;
  return drafts.map((draft) => {
    const bytes = new TextEncoder().encode(draft.text);
    const kept = new TextDecoder().decode(bytes.subarray(0, left), { stream: true });
    left = Math.max(0, left - bytes.length);
    if (kept.length === draft.text!.length) return draft;
    const why = "Codex reads the first 32 KiB of all AGENTS.md together.";
    return { ...draft, text: kept, cut: { text: draft.text!.slice(kept.length), why } };
  });
}

function skill(file: LoadedFile): readonly Draft[] {
  const { path, head } = file;
  const name = head.text("name") ?? folderName(path);
  const description = head.text("description");
  return [
    { path, name, loads: "listed", text: description === undefined ? `- ${name}` : `- ${name}: ${description}` },
    { path, name, loads: "on-demand", text: bodyOf(file) },
  ];
}

/** Over it Codex shortens every description: the sum is what it leaves room for. */
function listBudget(drafts: readonly Draft[], { window }: Scene): readonly Draft[] {
  const most = window === undefined ? MOST_OF_LIST : window * MOST_OF_WINDOW * BYTES_A_TOKEN;
  const all = drafts.reduce((sum, { loads, text }) => sum + (loads === "listed" ? text!.length : 0), 0);
  if (all <= most) return drafts;
  const why = `The list of skills is longer than Codex gives it room for: descriptions are shortened.`;
  return drafts.map((draft) => {
    if (draft.loads !== "listed") return draft;
    const kept = Math.floor((draft.text!.length * most) / all);
    return { ...draft, text: draft.text!.slice(0, kept), cut: { text: draft.text!.slice(kept), why } };
  });
}
