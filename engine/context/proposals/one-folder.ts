import type { Span } from "../../../protocol/span.ts";
import type { Prompt } from "../../prompt/parse.ts";
import { folderOf, normal } from "../paths.ts";
import type { Workspace } from "../workspace.ts";

/** Fewer names of files may be together by chance. */
const LEAST_NAMED = 2;
/** A shorter section is not worth a file of its own, in UTF-16 units. */
const LEAST_LENGTH = 300;
/** What a model is to read, and no place where it works. */
const TEXT = /\.(?:md|mdx|mdc|txt|rst|adoc)$/i;
const LINK_TARGET = /\]\([^()\n]*\)/g;
/** A folder with more of the workspace's files is the workspace. */
const MOST_OF_WORKSPACE = 1 / 3;

const PATH = /(?:[\p{L}\p{N}_.@-]+\/)+[\p{L}\p{N}_.@*-]*/gu;

export interface Movable extends Span {
  readonly title: string;
  /** With its slash. */
  readonly folder: string;
}

/**
 * The sections of an instruction file that name files and folders of one folder only: their text could wait until the
 * agent works there. Of sections within each other the outer one. O(text).
 */
export function sectionsOfOneFolder({ text, parts }: Prompt, workspace: Workspace): Movable[] {
  const found: Movable[] = [];
  for (const { kind, start, end, title } of parts) {
    if (kind !== "section" || end - start < LEAST_LENGTH || found.some((outer) => start < outer.end)) continue;
    const folder = commonFolder(text.slice(start, end), workspace);
    if (folder !== undefined) found.push({ start, end, title, folder });
  }
  return found;
}

/** The folder that all that a text names lies in; undefined where it names too little, or lies in too large a one. */
function commonFolder(text: string, workspace: Workspace): string | undefined {
  const plain = text.replace(LINK_TARGET, "]");
  const named = new Set([...plain.matchAll(PATH)].map(([path]) => normal(path.replace(/\*.*$/, ""))));
  const real = [...named].filter((path) => path.includes("/") && workspace.has(path));
  if (real.length < LEAST_NAMED) return undefined;
  const steps = real.map((path) => folderOf(path).split("/").slice(0, -1));
  let depth = 0;
  while (steps.every((step) => step[depth] !== undefined && step[depth] === steps[0]![depth])) depth++;
  const folder = `${steps[0]!.slice(0, depth).join("/")}/`;
  if (depth === 0 || folder.startsWith(".")) return undefined;
  const files = workspace.below(folder);
  const isLarge = files.length > MOST_OF_WORKSPACE * workspace.files.length;
  const isToRead = files.filter((file) => TEXT.test(file)).length > files.length / 2;
  return isLarge || isToRead ? undefined : folder;
}
