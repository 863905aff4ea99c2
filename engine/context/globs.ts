import * as l10n from "@vscode/l10n";
import { LRUCache } from "lru-cache";
import picomatch from "picomatch";
import type { ContextProblem } from "../../protocol/context.ts";

/** More than that is no glob that anybody wrote; matching it would take too long. */
const LONGEST = 1000;
/** What braces may stand for: Claude Code's limit. */
const MOST_CHOICES = 1000;
/** Stars between two slashes, and folders of any depth: each more multiplies the time of a path that does not match. */
const MOST_STARS = 4;
const MOST_DEEP = 5;

type Matches = (path: string) => boolean;

/** Which paths some globs match, and which of the globs are not tried. */
export interface Globs {
  readonly matches: Matches;
  readonly each: readonly Glob[];
  readonly problems: readonly ContextProblem[];
}

/** What a glob stands for: which paths it matches, what all of them begin and end with, and how most of them begin. */
export interface Glob {
  readonly matches: Matches;
  readonly start: string;
  readonly end: string;
  readonly likely: string;
}

/** Several agents read the same globs, and at each look again. */
const known = new LRUCache<string, Glob>({ max: 4000 });

/** Reads globs as `.gitignore`-like patterns of whole paths; `ignoresCase` where the agent does. */
export function readGlobs(globs: readonly string[], ignoresCase = false): Globs {
  const safe = globs.filter((glob) => !isTooLarge(glob));
  const each = safe.map((glob) => readOnce(plain(glob), ignoresCase));
  return {
    matches: (path) => each.some(({ matches }) => matches(path)),
    each,
    problems: globs.filter(isTooLarge).map((glob) => ({
      code: "glob-too-large",
      message: l10n.t("The glob {0} has too many alternatives to be tried.", shown(glob)),
    })),
  };
}

function readOnce(glob: string, ignoresCase: boolean): Glob {
  const key = `${ignoresCase} ${glob}`;
  const found = known.get(key) ?? read(glob, ignoresCase);
  known.set(key, found);
  return found;
}

function read(glob: string, ignoresCase: boolean): Glob {
  const matches = picomatch(glob, { dot: true, nocase: ignoresCase, noextglob: true });
  const start = ignoresCase ? "" : literalStart(glob);
  const end = ignoresCase ? "" : /[^*?[\]{}/\\]*$/.exec(glob)![0];
  return { matches: (path: string) => matches(path), start, end, likely: literalStart(glob.replace(/^\*\*\//, "")) };
}

/** Agents know stars, braces and brackets only: a parenthesis is a part of a name, as in `app/(shop)/page.tsx`. */
function plain(glob: string): string {
  return glob
    .replace(/^\.?\//, "")
    .replace(/(?:\*\*\/)+/g, "**/")
    .replace(/[()|+^$]/g, "\\$&");
}

/** One glob of ours, which needs no care. */
export function globMatcher(glob: string): Matches {
  const matches = picomatch(glob, { dot: true });
  // A second argument, as `filter` gives it, would have it answer with an object.
  return (path) => matches(path);
}

/** What stands in a glob before its first sign. */
export function literalStart(glob: string): string {
  return /^[^*?[{\\]*/.exec(glob)![0];
}

export const isLiteral = (glob: string) => !/[*?[{]/.test(glob);

function shown(glob: string): string {
  return glob.length > 60 ? `${glob.slice(0, 59)}…` : glob;
}

function isTooLarge(glob: string): boolean {
  if (glob.length > LONGEST) return true;
  const choices = [...glob.matchAll(/\{([^{}]*)\}/g)].map(([, inside]) => {
    const [, from, to] = /^(\d+)\.\.(\d+)$/.exec(inside!) ?? [];
    return from === undefined ? inside!.split(",").length : Math.abs(Number(to) - Number(from)) + 1;
  });
  if (choices.reduce((product, n) => product * n, 1) > MOST_CHOICES) return true;
  const steps = plain(glob).split("/");
  const stars = steps.map((step) => (step === "**" ? 0 : step.replace(/[^*]/g, "").length));
  return steps.filter((step) => step === "**").length > MOST_DEEP || stars.some((n) => n > MOST_STARS);
}
