import { readdir, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import picomatch from "picomatch";
import { PASSED_OVER } from "../protocol/context.ts";
import { Failure } from "../protocol/failure.ts";

/**
 * The files that the arguments name. An argument that is no file and holds a pattern stands for all files that it
 * matches, sorted: not every shell expands patterns. Throws `Failure` ("bad-input") for a pattern that nothing matches.
 */
export async function promptFiles(args: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const arg of args) {
    const isFile = arg === "-" || (await stat(arg).catch(() => undefined)) !== undefined;
    found.push(...(isFile || !picomatch.scan(arg).isGlob ? [arg] : await matching(arg)));
  }
  return [...new Set(found)];
}

async function matching(pattern: string): Promise<string[]> {
  const { base, glob } = picomatch.scan(pattern);
  const isMatch = picomatch(glob, { dot: true });
  const entries = await readdir(base || ".", { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.split(sep).some((part) => PASSED_OVER.has(part)) && isMatch(within(base, path)))
    .sort();
  if (files.length === 0) throw new Failure("bad-input", `${pattern}: no file matches.`);
  return files;
}

/** A path below a folder, with the slashes that patterns use. */
function within(folder: string, path: string): string {
  const below = folder === "" ? path : path.slice(join(folder, "x").length - 1);
  return below.replaceAll("\\", "/");
}
