import { readBeside } from "#platform";
import { mentionsIn } from "./mentions.ts";
import { normal } from "./paths.ts";

/** A file that an instruction file pulls in, by the name under which it does; imports of imports follow it. */
export interface Import {
  readonly name: string;
  readonly text: string;
  /** Where the instruction file names it, or what names it. */
  readonly at: number;
}

/** Files whose `@path` an agent follows: Claude Code's and Gemini CLI's memory. */
const FOLLOWED = /(?:^|[\\/])(?:CLAUDE(?:\.local)?|GEMINI)\.md$/i;
/** Gemini CLI goes no deeper, and Claude Code one step less. */
const DEEPEST = 5;
const MOST = 4 * 1024 * 1024;

/** What an instruction file imports, each file once, where it lies beside `path`. A name without a file is none. */
export function importsOf(text: string, path: string | undefined): Import[] {
  if (path === undefined || !FOLLOWED.test(path)) return [];
  const found = new Map<string, Import>();
  follow(text, path, "", found, undefined, DEEPEST);
  return [...found.values()];
}

/** `folder` is the place of the file that imports, seen from the first one's. */
function follow(
  text: string,
  path: string,
  folder: string,
  found: Map<string, Import>,
  from: number | undefined,
  levels: number,
): void {
  if (levels === 0) return;
  for (const { path: written, start } of mentionsIn(text)) {
    const name = normal(`${folder}${written}`);
    const bytes = found.has(name) ? undefined : readBeside(path, name, MOST);
    if (!bytes) continue;
    const imported = new TextDecoder().decode(bytes);
    const at = from ?? start;
    found.set(name, { name, text: imported, at });
    follow(imported, path, name.replace(/[^/]*$/, ""), found, at, levels - 1);
  }
}
