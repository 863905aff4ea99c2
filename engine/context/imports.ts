import { readBeside } from "#platform";

/** A file that an instruction file pulls in, by the name under which it does; imports of imports follow it. */
export interface Import {
  readonly name: string;
  readonly text: string;
  /** Where the instruction file names it, or what names it. */
  readonly at: number;
}

/** Files whose `@path` an agent follows: Claude Code's and Gemini CLI's memory. */
const FOLLOWED = /(?:^|[\\/])(?:CLAUDE(?:\.local)?|GEMINI)\.md$/i;
/** Code blocks and spans: there an `@` is a sign like others. */
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;
const IMPORT = /(?<![^\s(])@((?:\.{0,2}\/)?[\p{L}\p{N}_.][\p{L}\p{N}_./-]*)/gu;
/** Claude Code goes no deeper. */
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
  const plain = text.replace(CODE, (code) => " ".repeat(code.length));
  for (const { 1: written, index } of plain.matchAll(IMPORT)) {
    const name = normal(`${folder}${written!.replace(/[.,;:]+$/, "")}`);
    const bytes = found.has(name) ? undefined : readBeside(path, name, MOST);
    if (!bytes) continue;
    const imported = new TextDecoder().decode(bytes);
    const at = from ?? index;
    found.set(name, { name, text: imported, at });
    follow(imported, path, name.replace(/[^/]*$/, ""), found, at, levels - 1);
  }
}

/** A path without the steps that lead nowhere. */
function normal(path: string): string {
  const steps: string[] = [];
  for (const step of path.split("/")) {
    if (step === ".." && steps.length > 0 && steps.at(-1) !== "..") steps.pop();
    else if (step !== "." && step !== "") steps.push(step);
  }
  return (path.startsWith("/") ? "/" : "") + steps.join("/");
}
