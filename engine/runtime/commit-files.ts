import { execFile } from "node:child_process";
import { posix } from "node:path";
import { promisify } from "node:util";
import * as l10n from "@vscode/l10n";
import type { Commit, FileRead, Files } from "../../protocol/context.ts";
import { Failure } from "../../protocol/failure.ts";

const MOST_BYTES = 2 ** 28;
const LINK = "120000";

/** What an agent loads by itself is one of these, as good as always: the folders of tools, and texts. */
const MAY_LOAD = [
  "**/.*",
  "**/.*/**",
  ...["md", "mdc", "txt", "json", "jsonc", "toml", "yaml", "yml"].map((end) => `**/*.${end}`),
];

/** The commits after a reference up to the present one, the newest first, with that reference behind them. Throws `Failure`. */
export async function commitsSince(folder: string, reference: string, most: number): Promise<Commit[]> {
  const later = await log(folder, `--max-count=${most}`, "--end-of-options", `${reference}..HEAD`);
  return [...later, ...(await log(folder, "-1", "--end-of-options", reference))];
}

/** The latest commits that touch anything an agent may load, the newest first. Throws `Failure`. */
export function latestCommits(folder: string, most: number): Promise<Commit[]> {
  return log(folder, `--max-count=${most}`, "HEAD", "--", ...MAY_LOAD.map((glob) => `:(glob)${glob}`));
}

async function log(folder: string, ...args: readonly string[]): Promise<Commit[]> {
  const lines = (await git(folder, "log", "--first-parent", "--format=%H%x09%cI%x09%s", ...args)).split("\n");
  return lines
    .filter((line) => line !== "")
    .map((line) => {
      const [hash, time, ...subject] = line.split("\t");
      return { hash: hash!, time: time!, subject: subject.join("\t") };
    });
}

/** The files of a folder as they were in commits: blobs that several of them share are read once. */
export function commitReader(folder: string): (commit: string) => Promise<Files> {
  const texts = new Map<string, Promise<string>>();
  const textOf = (blob: string) => {
    const text = texts.get(blob) ?? git(folder, "cat-file", "blob", blob);
    texts.set(blob, text);
    return text;
  };
  return async (commit) => {
    const blobs = new Map<string, { mode: string; blob: string }>();
    for (const line of (await git(folder, "ls-tree", "-r", "-z", commit)).split("\0")) {
      const [, mode, blob, path] = /^(\d+) blob (\w+)\t([\s\S]+)$/.exec(line) ?? [];
      if (path !== undefined) blobs.set(path, { mode: mode!, blob: blob! });
    }
    const read = async (path: string, links = 0): Promise<FileRead> => {
      const found = blobs.get(path);
      if (!found || links > 8) return { refused: "missing" };
      const text = await textOf(found.blob);
      if (found.mode !== LINK) return { text, size: Buffer.byteLength(text) };
      const target = posix.isAbsolute(text) ? text : posix.join(posix.dirname(path), text);
      const file = await read(target, links + 1);
      return "text" in file ? { real: target, ...file } : file;
    };
    const listing = { files: [...blobs.keys()], problems: [] };
    return {
      list: async (below) => (below === "" ? listing : { files: [], problems: [] }),
      read: async (path) => read(path),
    };
  };
}

/** Runs git to read: as it is called here, it runs nothing that a repository names and fetches nothing. */
async function git(folder: string, ...args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)("git", ["-C", folder, "-c", "log.showSignature=false", ...args], {
      maxBuffer: MOST_BYTES,
      env: { ...process.env, GIT_NO_LAZY_FETCH: "1" },
    });
    return stdout;
  } catch (cause) {
    const { code, stderr = "", message } = cause as { code?: unknown; stderr?: string; message: string };
    if (code === "ENOENT") throw new Failure("bad-input", l10n.t("There is no git on this machine to ask."), { cause });
    const why = stderr.trim().split("\n")[0] || message;
    throw new Failure("bad-input", l10n.t("{0}: git says: {1}", folder, why), { cause });
  }
}
