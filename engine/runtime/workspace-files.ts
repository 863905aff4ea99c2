import { closeSync, type Dirent, openSync, readdirSync, readSync, realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join, relative, resolve, sep } from "node:path";
import * as l10n from "@vscode/l10n";
import {
  type ContextProblem,
  type FileRead,
  type Files,
  type Listing,
  MOST_READ,
  PASSED_OVER,
} from "../../protocol/context.ts";
import { Failure } from "../../protocol/failure.ts";
import { turns } from "./turns.ts";

/** The most files that are listed: no agent reads more, and memory is limited. */
const MOST_FILES = 250_000;
/** The most links to folders that are followed: they may lead to each other. */
const MOST_LINKS = 1000;

/**
 * The files of a folder on this machine, and those below the user's home that are asked for. What a link of the
 * folder's leads to outside of it is not read; one that the user made in the home is followed within it. Throws a
 * `Failure` ("bad-input") where there is no such folder.
 */
export function workspaceFiles(folder: string, home = homedir()): Files {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new Failure("bad-input", l10n.t("{0}: no such folder.", folder));
  const root = realpathSync(resolve(folder));
  const fullOf = (path: string) => (path.startsWith("~/") ? join(home, path.slice(2)) : join(root, path));
  /** How a real path is called; undefined where it lies elsewhere. */
  const nameOf = (full: string, asked: string): string | undefined => {
    const isUsers = asked.startsWith("~/");
    const path = relative(isUsers ? realpathSync(home) : root, full);
    if (path === ".." || path.startsWith(`..${sep}`) || resolve(path) === path) return undefined;
    return (isUsers ? "~/" : "") + path.split(sep).join("/");
  };
  return {
    list: async (folder) => listFiles(folder, fullOf(folder), (full) => nameOf(full, folder)),
    read: async (path) => readText(path, fullOf(path), (full) => nameOf(full, path)),
  };
}

type Name = (full: string) => string | undefined;

async function listFiles(folder: string, full: string, nameOf: Name): Promise<Listing> {
  const turn = turns();
  const files: string[] = [];
  const problems: ContextProblem[] = [];
  /** `chain`: the real folders down to this one. */
  const walk = async (path: string, full: string, chain: readonly string[]): Promise<void> => {
    await turn();
    let entries: Dirent[];
    try {
      entries = readdirSync(full, { withFileTypes: true });
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== "ENOENT")
        problems.push({ path, code: "unreadable", message: l10n.t("This folder cannot be read.") });
      return;
    }
    for (const entry of entries) {
      if (files.length >= MOST_FILES) return;
      const inner = path === "" ? entry.name : `${path}/${entry.name}`;
      if (entry.isFile()) {
        files.push(inner);
        continue;
      }
      const target = join(full, entry.name);
      if (entry.isDirectory()) {
        if (!PASSED_OVER.has(entry.name)) await walk(inner, target, [...chain, target]);
      } else if (entry.isSymbolicLink()) await follow(inner, target, chain);
    }
  };
  let links = 0;
  const follow = async (path: string, link: string, chain: readonly string[]): Promise<void> => {
    const stats = statSync(link, { throwIfNoEntry: false });
    if (!stats?.isDirectory()) {
      files.push(path);
      return;
    }
    const real = realpathSync(link);
    if (nameOf(real) === undefined || ++links > MOST_LINKS) return;
    if (chain.some((one) => one === real || one.startsWith(real + sep)))
      problems.push({
        path,
        code: "symlink-loop",
        message: l10n.t("This link leads back to a folder that contains it."),
      });
    else await walk(path, real, [...chain, real]);
  };
  const start = tryReal(full);
  if (start !== undefined && nameOf(start) !== undefined) await walk(folder, start, [start]);
  if (files.length >= MOST_FILES)
    problems.push({
      path: folder,
      code: "too-many-files",
      message: l10n.t("Only the first {0} files were looked at.", MOST_FILES),
    });
  return { files, problems };
}

function tryReal(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function readText(path: string, full: string, nameOf: Name): FileRead {
  let file: number | undefined;
  try {
    const real = realpathSync(full);
    const name = nameOf(real);
    if (name === undefined) return { refused: "outside" };
    const stats = statSync(real);
    if (!stats.isFile()) return { refused: "missing" };
    file = openSync(real, "r");
    const bytes = Buffer.alloc(Math.min(MOST_READ, stats.size));
    const read = bytes.subarray(0, readSync(file, bytes));
    if (read.includes(0)) return { refused: "not-text" };
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(read);
    return { text, size: stats.size, ...(name !== path && { real: name }) };
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    return { refused: code === "ENOENT" || code === "ENOTDIR" ? "missing" : "unreadable" };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
