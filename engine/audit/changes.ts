import type { Change } from "../../protocol/audit.ts";
import type { Expected } from "../../protocol/forecast.ts";
import type { UsageRecord } from "../calls/usage-record.ts";
import { callTables } from "../reasoning/forecast-weights.ts";
import { quantile } from "../reasoning/student-t.ts";
import { kindsOfNames, kindsOfTopics, NO_KIND } from "./kinds.ts";
import { type Compared, evidence, LEAST_BEFORE, laterCalls, UNUSUAL } from "./later-calls.ts";
import { FIRST_PLACE, placesBefore } from "./places.ts";

/** What of a call is held against earlier ones. */
export interface TimedCall extends Pick<UsageRecord, "time" | "session" | "project" | "input" | "visible" | "seconds"> {
  /** Hidden tokens; absent where the log contradicts itself. */
  readonly reasoning?: number;
  /** What its prompt let expect, where it was read. */
  readonly outlook?: { readonly expected: Pick<Expected, "location" | "apart" | "topic"> };
}

/** Standard deviations of the priors of what ln hidden tokens rise by with ln tokens of the input, of the answer, and ln seconds. */
const BY_INPUT = 0.3;
const BY_ANSWER = 0.5;
const BY_SECONDS = 1;
/** A kind of prompts is known when earlier calls show it so often. */
const LEAST_SHOWN = 2;
/** ln of growth that nobody needs a test for. */
const TOO_MUCH = Math.log(20);
/** What is known of growth when no later call is like an earlier one. */
const UNKNOWN = { ratio: 1, low: 0, high: Number.MAX_VALUE, chance: 1, isUnusual: false, after: 0 };

/**
 * Whether later calls of one model and effort were billed for more hidden tokens than earlier ones, and their prompts where
 * these were read, let expect. `calls` are in the order of time, `since` is in milliseconds since 1970; without it, the
 * place is taken for which most speaks, and all places share the allowed chance (`places.ts`). Undefined for too few calls.
 */
export function laterChange(calls: readonly TimedCall[], since?: number): Change | undefined {
  const thinking = calls.filter(thinks);
  const read = thinking.filter(({ outlook }) => outlook);
  return change(read.length >= thinking.length / 2 ? read : thinking, since, false);
}

/** As `laterChange`, in the time that the calls took, of those of which the log tells it. */
export function paceChange(calls: readonly TimedCall[], since?: number): Change | undefined {
  return change(
    calls.filter((call) => thinks(call) && (call.seconds ?? 0) > 0),
    since,
    true,
  );
}

/** A call that did not think says nothing of how much it was multiplied by. */
function thinks({ reasoning = 0 }: TimedCall): boolean {
  return reasoning > 0;
}

function change(calls: readonly TimedCall[], since: number | undefined, timed: boolean): Change | undefined {
  const all = comparedCalls(calls, timed);
  if (since !== undefined)
    return changeAt(
      all,
      calls.findIndex(({ time }) => (time ?? 0) >= since),
    );
  let chance = 1;
  let place = placesBefore(calls.length).findLast(({ at }) => 2 * at <= calls.length);
  for (let count = all.length; count >= 2 * FIRST_PLACE; count = Math.floor(count / 2)) {
    const found = placesBefore(count).map((one) => {
      const { before, after } = sides(all.slice(0, count), one.at);
      return { ...one, evidence: one.prior * evidence([...before, ...after], before.length) };
    });
    const sum = found.reduce((total, one) => total + one.evidence, 0);
    if (sum * chance <= 1) continue;
    chance = 1 / sum;
    place = found.reduce((most, one) => (one.evidence > most.evidence ? one : most));
  }
  const likeliest = place && changeAt(all, place.at, place.prior);
  return likeliest && { ...likeliest, chance, isUnusual: chance <= UNUSUAL };
}

/** The calls before and after a place, of kinds that those before show. */
function sides(all: readonly Compared[], place: number) {
  const shown = new Map<number, number>();
  for (const { kind } of all.slice(0, place)) shown.set(kind, (shown.get(kind) ?? 0) + 1);
  const isShown = ({ kind }: Compared) => kind !== NO_KIND && (shown.get(kind) ?? 0) >= LEAST_SHOWN;
  return { before: all.slice(0, place).filter(isShown), after: all.slice(place).filter(isShown) };
}

/** `prior`: the share of the allowed chance that the place has. */
function changeAt(all: readonly Compared[], place: number, prior = 1): Change | undefined {
  if (place < LEAST_BEFORE) return undefined;
  const { before, after } = sides(all, place);
  const unlike = all.length - place - after.length;
  const step = laterCalls([...before, ...after], before.length, prior);
  if (!step) return unlike > 0 ? { ...UNKNOWN, before: before.length, unlike: all.length - place } : undefined;
  const { size, error, dof, chance, smallest } = step;
  const by = quantile(0.975, dof) * error;
  const [ratio, low, high] = [size, size - by, size + by].map(Math.exp) as [number, number, number];
  return {
    ...{ ratio, low, high, chance, isUnusual: chance <= UNUSUAL },
    ...(smallest < TOO_MUCH && { smallest: Math.exp(smallest) }),
    ...{ before: before.length, after: after.length, unlike },
  };
}

function comparedCalls(calls: readonly TimedCall[], timed: boolean): Compared[] {
  const outlooks = calls.map(({ outlook }) => outlook?.expected);
  const areRead = !outlooks.includes(undefined);
  const { slope, middle, apart, topic } = callTables().learning;
  const kinds = areRead
    ? kindsOfTopics(outlooks.map((expected) => expected!.topic))
    : kindsOfNames(calls.map(({ project }) => project));
  const has = (of: (call: TimedCall) => number | undefined) => calls.every((call) => of(call) !== undefined);
  const [hasInput, hasAnswer] = [has(({ input }) => input), has(({ visible }) => visible)];
  return calls.map(({ reasoning, input, visible, seconds, session }, i) => {
    const expected = areRead ? outlooks[i] : undefined;
    return {
      value: Math.log(reasoning!) - (expected?.location ?? 0),
      terms: [
        ...(expected
          ? [slope * (expected.location - middle), apart * expected.apart, ...expected.topic.map((t) => topic * t)]
          : []),
        ...(hasInput ? [BY_INPUT * Math.log(1 + input!)] : []),
        ...(hasAnswer ? [BY_ANSWER * Math.log(1 + visible!)] : []),
        ...(timed ? [BY_SECONDS * Math.log(seconds!)] : []),
      ],
      kind: kinds[i]!,
      session,
    };
  });
}
