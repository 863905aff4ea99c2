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
  readonly problems: readonly ContextProblem[];
}

/** Reads globs as `.gitignore`-like patterns of whole paths; `ignoresCase` where the agent does. */
export function readGlobs(globs: readonly string[], ignoresCase = false): Globs {
  const safe = globs.filter((glob) => !isTooLarge(glob));
  const matchers = safe.map((glob) => picomatch(plain(glob), { dot: true, nocase: ignoresCase, noextglob: true }));
  return {
    matches: (path) => matchers.some((matches) => matches(path)),
    problems: globs.filter(isTooLarge).map((glob) => ({
      code: "glob-too-large",
      message: `The glob ${shown(glob)} stands for too much to be tried.`,
    })),
  };
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
  return picomatch(glob, { dot: true });
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
