import { execFileSync } from "node:child_process";
import { folderOf, resolved } from "../engine/context/paths.ts";
import type { FileRead, Files } from "../protocol/context.ts";
import { Failure } from "../protocol/failure.ts";

/** A commit, and what its author says of it. */
export interface Commit {
  readonly hash: string;
  /** ISO time of the commit. */
  readonly time: string;
  readonly subject: string;
}

const MOST_BYTES = 2 ** 28;
const LINK = "120000";

/** The commits after a reference up to the present one, the oldest first, with that reference before them. Throws `Failure`. */
export function commitsSince(folder: string, reference: string, most: number): Commit[] {
  const format = "--format=%H%x09%cI%x09%s";
  const base = git(folder, "log", "-1", format, "--end-of-options", reference);
  const later = git(
    folder,
    "log",
    "--first-parent",
    `--max-count=${most}`,
    format,
    "--end-of-options",
    `${reference}..HEAD`,
  );
  return [...base.split("\n"), ...later.split("\n").reverse()]
    .filter((line) => line !== "")
    .map((line) => {
      const [hash, time, ...subject] = line.split("\t");
      return { hash: hash!, time: time!, subject: subject.join("\t") };
    });
}

/** The files of a folder as they were in commits: blobs that several of them share are read once. */
export function commitReader(folder: string): (commit: string) => Files {
  const texts = new Map<string, string>();
  const textOf = (blob: string) => {
    const text = texts.get(blob) ?? git(folder, "cat-file", "blob", blob);
    texts.set(blob, text);
    return text;
  };
  return (commit) => {
    const blobs = new Map<string, { mode: string; blob: string }>();
    for (const line of git(folder, "ls-tree", "-r", "-z", commit).split("\0")) {
      const [, mode, blob, path] = /^(\d+) blob (\w+)\t([\s\S]+)$/.exec(line) ?? [];
      if (path !== undefined) blobs.set(path, { mode: mode!, blob: blob! });
    }
    const read = (path: string, links = 0): FileRead => {
      const found = blobs.get(path);
      if (!found || links > 8) return { refused: "missing" };
      const text = textOf(found.blob);
      if (found.mode !== LINK) return { text, size: Buffer.byteLength(text) };
      const target = resolved(folderOf(path), text);
      const file = read(target, links + 1);
      return "text" in file ? { real: target, ...file } : file;
    };
    return {
      list: async (below) => ({ files: below === "" ? [...blobs.keys()] : [], problems: [] }),
      read: async (path) => read(path),
    };
  };
}

/** Runs git to read: as it is called here, it runs nothing that a repository names and fetches nothing. */
function git(folder: string, ...args: readonly string[]): string {
  try {
    return execFileSync("git", ["-C", folder, "-c", "log.showSignature=false", ...args], {
      encoding: "utf8",
      maxBuffer: MOST_BYTES,
      env: { ...process.env, GIT_NO_LAZY_FETCH: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (cause) {
    const { stderr = "", message } = cause as { stderr?: string; message: string };
    const why = stderr.trim().split("\n")[0] || message;
    throw new Failure("bad-input", `${folder}: git says: ${why}`, { cause });
  }
}
