import type { Saying } from "../../compress/across-prompts.ts";
import { type Choice, excludeEachOther } from "./choices.ts";
import type { Claim, Demand } from "./claims.ts";
import { isTurnedAround } from "./order.ts";

/** How many claims of one thing are looked at: it bounds the work for a text of few words. */
const MOST_ALIKE = 64;

/** What says so many words more than another is about something else. */
const MOST_MORE = 2;

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
function subjectsOf({ heads, amounts, choices, slots, order }: Claim): string[] {
  const counted = amounts ? [...amounts.about, ...(amounts.about.length === 0 ? [""] : [])] : [];
  return [
    ...new Set([
      ...heads,
      ...counted.map((word) => `# ${word}`),
      ...choices.map(({ set }) => `~ ${set}`),
      ...slots.map(({ slot, about }) => `= ${slot} ${about[0]}`),
      ...(order ? [`< ${[...order.earlier, ...order.later].sort()[0]}`] : []),
    ]),
  ];
}

function contradict(a: Claim, b: Claim): boolean {
  if (a.isYes !== b.isYes) return a.isYes ? denies(b, a) : denies(a, b);
  if (!a.isYes) return false;
  const says = [a, b].every(({ isDemand, saysWhat }) => isDemand || saysWhat);
  return (
    (says && (isOtherChoice(a, b) || isOtherAmount(a, b) || isOtherValue(a, b))) ||
    (a.order !== undefined && b.order !== undefined && isTurnedAround(a.order, b.order))
  );
}

/** Whether a no is said of what a yes is said of, in the same cases. */
function denies(no: Claim, yes: Claim): boolean {
  return (
    no.isDemand &&
    yes.isDemand &&
    no.heads.some((head) => yes.heads.includes(head)) &&
    isOfSame(no, yes) &&
    isInSameCases(no, yes) &&
    String(no.amounts?.values) === String(yes.amounts?.values)
  );
}

/** Whether the no and the yes are said of one thing. What a word more qualifies is another: "aliases", "path aliases". */
function isOfSame(no: Claim, yes: Claim): boolean {
  if (no.core.length === 0) return false;
  if (isSame(no.core, yes.core)) return true;
  const had = yes.core.filter((word) => !yes.ofAll.includes(word));
  if (had.length > 0 && isSame(no.core, had)) return true;
  // What has a name is that, whatever is done with it.
  return no.core.length === 1 && no.isName && yes.isName && yes.core.at(-1) === no.core[0];
}

/** Whether a no holds wherever a yes does. "Never" does so everywhere, where "not" leaves room for an exception. */
function isInSameCases(no: Claim, yes: Claim): boolean {
  // One word alone ("do not ask") may well be said of what stands around it.
  const isWordOnly = no.core.length === 1 && no.scope.length === 0 && !no.isName && !no.isExcepted;
  if ((no.when.length > 0 || isWordOnly) && !isSame(no.when, yes.when)) return false;
  if (no.isExcepted) return holdsAlways(yes);
  const isGeneral = no.isNever && no.scope.length === 0 && (no.core.length > 1 || no.isName);
  return isSame(no.scope, yes.scope) || (isGeneral && !yes.isExcepted);
}

function holdsAlways({ isUniversal, scope, when }: Claim): boolean {
  return isUniversal || scope.length + when.length === 0;
}

/** Whether another of the same things is demanded for the same, or for a part of what it is demanded for in all cases. */
function isOtherChoice(a: Claim, b: Claim): boolean {
  const others = a.choices.flatMap((one) =>
    b.choices
      .filter(({ set, members }) => set === one.set && !members.some((member) => one.members.includes(member)))
      .map((other) => [one, other] as const),
  );
  return others.some(
    ([one, other]) => isAboutSame(one, other) || isPartOf(one, a, other, b) || isPartOf(other, b, one, a),
  );
}

function isPartOf({ about }: Choice, whole: Claim, { about: part }: Choice, { isDemand }: Claim): boolean {
  return whole.isUniversal && isDemand && about.length === 0 && part.length > 0 && part.length <= MOST_MORE;
}

/** Whether the same is called otherwise, or is elsewhere. */
function isOtherValue(a: Claim, b: Claim): boolean {
  return a.slots.some((one) =>
    b.slots.some(
      (other) =>
        one.slot === other.slot &&
        one.about.length > 0 &&
        isSame(one.about, other.about) &&
        excludeEachOther(one.value, other.value),
    ),
  );
}

function isAboutSame(
  one: { readonly about: readonly string[] },
  other: { readonly about: readonly string[] },
): boolean {
  const [less, more] = one.about.length <= other.about.length ? [one, other] : [other, one];
  if (less.about.length === 0) return more.about.length === 0;
  return more.about.length - less.about.length <= MOST_MORE && isWithin(less.about, more.about);
}

function isOtherAmount({ amounts: a, ...one }: Claim, { amounts: b, ...other }: Claim): boolean {
  if (!a || !b || String(a.values) === String(b.values)) return false;
  // One may leave out what it counts: "the maximum line length is 80".
  const isCountedAlike =
    a.units.length === b.units.length && a.units.every((unit, i) => (unit ?? b.units[i]) === (b.units[i] ?? unit));
  if (!isCountedAlike) return false;
  const isOpen = a.bound !== undefined && b.bound !== undefined && a.bound !== b.bound;
  const [low, high] = a.bound === "low" ? [a, b] : [b, a];
  if (isOpen && low.values[0]! <= high.values[0]!) return false;
  // A number of nothing ("version: 2") is a rule only where it is demanded.
  if (a.about.length === 0 && !(one.isDemand && other.isDemand)) return false;
  return isSame(a.about, b.about) || (Math.min(a.about.length, b.about.length) > 1 && isAboutSame(a, b));
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return isWithin(one, other) && isWithin(other, one);
}

function isWithin(part: readonly string[], whole: readonly string[]): boolean {
  return part.every((word) => whole.includes(word));
}
