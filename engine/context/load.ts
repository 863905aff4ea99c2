import * as l10n from "@vscode/l10n";
import type { Loads } from "../../protocol/context.ts";
import type { Condition, Draft, LoadedFile, Scene } from "./agent.ts";
import { readGlobs } from "./globs.ts";
import { folderOf } from "./paths.ts";

/** The text of a file below its front matter, without the white space around it. */
export function bodyOf({ text, head }: LoadedFile): string {
  return text.slice(head.end).trim();
}

/** A file that comes whole. One that waits for another says for which: see `whenMatching` and `besideIt`. */
export function whole(
  loads: Exclude<Loads, "matching">,
  textOf: (file: LoadedFile) => string = ({ text }) => text.trim(),
) {
  return (file: LoadedFile): readonly Draft[] => [{ path: file.path, loads, text: textOf(file) }];
}

/** How an agent reads a glob: whether upper and lower case are one, and what it puts around it. */
interface Reading {
  readonly ignoresCase?: boolean;
  readonly widened?: (glob: string) => string;
}

/** What is loaded once a file is worked on that some globs match; says which of them match none of the workspace. */
export function whenMatching(
  { path }: LoadedFile,
  { workspace }: Scene,
  globs: readonly string[],
  text: string,
  { ignoresCase = false, widened = (glob) => glob }: Reading = {},
): Draft {
  const { matches, each, problems } = readGlobs(globs.map(widened), ignoresCase);
  const isDead = problems.length === 0 && !path.startsWith("~/") && !each.some((glob) => workspace.hasAny(glob));
  const dead = {
    code: "dead-glob",
    message: l10n.t("No file of the workspace matches {0}: this never loads.", globs.join(", ")),
  } as const;
  return { path, loads: "matching", text, when: { globs, matches }, problems: isDead ? [dead] : problems };
}

/** How an agent writes a skill into its list. */
type Line = (name: string, description: string | undefined, path: string) => string;

/** A skill or the like: its line in the list, and what is sent of it once it is called. */
export function listedSkill(line: Line, textOf: (file: LoadedFile) => string = bodyOf) {
  return (file: LoadedFile): readonly Draft[] => {
    const { path, head } = file;
    const name = head.text("name") ?? folderName(path);
    return [
      { path, name, loads: "listed", text: line(name, head.text("description"), path) },
      { path, name, loads: "on-demand", text: textOf(file) },
    ];
  };
}

/** `- name: description`. */
export function listLine(name: string, description: string | undefined): string {
  return description === undefined || description === "" ? `- ${name}` : `- ${name}: ${description}`;
}

/** A description as XML has it: what Gemini CLI and Copilot write. */
export function xmlEntry(tag: string, fields: readonly (readonly [name: string, value: string | undefined])[]): string {
  const lines = fields.flatMap(([name, value]) =>
    value === undefined ? [] : [`<${name}>${escaped(value)}</${name}>`],
  );
  return `<${tag}>\n${lines.join("\n")}\n</${tag}>`;
}

/** What stands before and behind a text that is sent as an element with one attribute. */
export function xmlFrame(tag: string, attribute: string, value: string): readonly [before: string, behind: string] {
  return [`<${tag} ${attribute}="${value}">\n`, `\n</${tag}>\n`];
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** A file that the agent takes up to so many characters. */
export function upTo(most: number, why: string, drafts: readonly Draft[]): readonly Draft[] {
  return drafts.map((draft) => {
    const { text, loads } = draft;
    if (text === undefined || loads === "listed" || text.length <= most) return draft;
    return { ...draft, text: text.slice(0, most), cut: { text: text.slice(most), why } };
  });
}

/** What is loaded once a file of the same folder is worked on, or of one below it. */
export function besideIt(path: string, above = ""): Condition {
  const folder = folderOf(path).slice(0, above.length === 0 ? undefined : -above.length);
  return { globs: [`${folder}**`], matches: (file) => file.startsWith(folder) };
}

/** The last folder of a path: what a skill is called that does not name itself. */
export function folderName(path: string): string {
  return folderOf(path).split("/").at(-2) ?? path;
}

/** The name of a file without its endings. */
export function fileName(path: string): string {
  return path.slice(folderOf(path).length).replace(/(?:\.(?:agent|prompt|chatmode|instructions))?\.[^.]+$/, "");
}

/** The first paragraph of a text that is no heading. */
export function firstParagraph(text: string): string {
  const found = text.split(/\n\s*\n/).find((paragraph) => paragraph.trim() !== "" && !/^\s*#/.test(paragraph));
  return found?.trim() ?? "";
}
