import type { Saying } from "../compress/redundancy/across-prompts.ts";
import type { Amounts } from "./amounts.ts";
import type { Choice, Claim, Demand } from "./claims.ts";

/** How many claims of one thing are looked at: it bounds the work for a text of few words. */
const MOST_ALIKE = 64;

/** Two sayings of different prompts that demand opposite things; by the numbers of their prompts. */
export interface Contradiction {
  readonly prompt: number;
  readonly saying: Saying;
  readonly earlier: { readonly prompt: number; readonly saying: Saying };
}

/**
 * Contradictions of the plain kind between prompts that are read together: two rules for the same of which one says no, or
 * names another number, or another of things of which only one can be had ("npm", "pnpm"). What one narrows that the other
 * does not ("for the docs") is no contradiction but an exception. O(sayings).
 */
export function contradictionsIn(prompts: readonly (readonly Demand[])[]): Contradiction[] {
  const shelves = new Map<string, { prompt: number; demand: Demand; claim: Claim }[]>();
  const found: Contradiction[] = [];
  for (const [prompt, demands] of prompts.entries())
    for (const demand of demands) {
      const others = demand.claims.flatMap((claim) =>
        subjectsOf(claim)
          .flatMap((subject) => shelves.get(subject) ?? [])
          .filter((other) => contradict(claim, other.claim)),
      );
      // What one prompt says both ways is a list of things that are so, or holds in different places.
      const isOneSided = others.every(
        (one) =>
          one.prompt !== prompt && others.every((other) => other.demand === one.demand || other.prompt !== one.prompt),
      );
      const [earlier] = others;
      if (earlier && isOneSided)
        found.push({
          prompt,
          saying: demand.saying,
          earlier: { prompt: earlier.prompt, saying: earlier.demand.saying },
        });
      for (const claim of demand.claims)
        for (const subject of subjectsOf(claim)) {
          const shelf = shelves.get(subject) ?? [];
          shelf.push({ prompt, demand, claim });
          if (shelf.length > MOST_ALIKE) shelf.shift();
          shelves.set(subject, shelf);
        }
    }
  return found;
}

/** What two claims have in common where they may contradict each other. */
function subjectsOf({ heads, amounts, choices }: Claim): string[] {
  const counted = amounts ? [...amounts.about, ...(amounts.about.length === 0 ? [""] : [])] : [];
  return [...new Set([...heads, ...counted.map((word) => `# ${word}`), ...choices.map(({ set }) => `~ ${set}`)])];
}

function contradict(a: Claim, b: Claim): boolean {
  if (a.isYes !== b.isYes) return a.isYes ? denies(b, a) : denies(a, b);
  if (!a.isYes) return false;
  const says = [a, b].every(({ isDemand, saysWhat }) => isDemand || saysWhat);
  return says && (isOtherChoice(a, b) || isOtherAmount(a.amounts, b.amounts));
}

/** Whether a no is said of what a yes is said of, in the same cases. */
function denies(no: Claim, yes: Claim): boolean {
  return (
    yes.isDemand &&
    no.core.length > 0 &&
    no.heads.some((head) => yes.heads.includes(head)) &&
    isWithin(no.core, yes.core) &&
    (no.isExcepted ? holdsAlways(yes) && isSame(no.core, yes.core) : isSame(no.scope, yes.scope)) &&
    (no.when.length === 0 || isSame(no.when, yes.when)) &&
    String(no.amounts?.values) === String(yes.amounts?.values)
  );
}

function holdsAlways({ isUniversal, scope, when }: Claim): boolean {
  return isUniversal || scope.length + when.length === 0;
}

/** Whether another of the same things is demanded for the same, or for a part of what it is demanded for in all cases. */
function isOtherChoice(a: Claim, b: Claim): boolean {
  const others = a.choices.flatMap((one) =>
    b.choices
      .filter(({ set, member }) => set === one.set && member !== one.member)
      .map((other) => [one, other] as const),
  );
  return others.some(([one, other]) => isAboutSame(one, other) || isPartOf(one, a, other) || isPartOf(other, b, one));
}

function isPartOf({ about }: Choice, { isUniversal }: Claim, part: Choice): boolean {
  return isUniversal && about.length === 0 && part.about.length > 0;
}

function isAboutSame(
  one: { readonly about: readonly string[] },
  other: { readonly about: readonly string[] },
): boolean {
  const [less, more] = one.about.length <= other.about.length ? [one, other] : [other, one];
  return less.about.length === 0 ? more.about.length === 0 : isWithin(less.about, more.about);
}

function isOtherAmount(a: Amounts | undefined, b: Amounts | undefined): boolean {
  if (!a || !b || String(a.units) !== String(b.units) || String(a.values) === String(b.values)) return false;
  const isOpen = a.bound !== undefined && b.bound !== undefined && a.bound !== b.bound;
  const [low, high] = a.bound === "low" ? [a, b] : [b, a];
  if (isOpen && low.values[0]! <= high.values[0]!) return false;
  return isSame(a.about, b.about) || (Math.min(a.about.length, b.about.length) > 1 && isAboutSame(a, b));
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return isWithin(one, other) && isWithin(other, one);
}

function isWithin(part: readonly string[], whole: readonly string[]): boolean {
  return part.every((word) => whole.includes(word));
}
