import assert from "node:assert/strict";
import { test } from "node:test";
import { seededRandom } from "../../../bench/support/statistics.ts";
import { laterChange } from "../../../engine/audit/changes.ts";
import { effectiveShare } from "../../../engine/audit/correlation.ts";
import { type Compared, laterCalls, UNUSUAL } from "../../../engine/audit/later-calls.ts";
import { placesBefore } from "../../../engine/audit/places.ts";

const random = seededRandom(19);
const gauss = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** A series with this lag-1 correlation. */
function series(count: number, correlation: number): number[] {
  let state = gauss();
  return Array.from({ length: count }, () => {
    const value = state;
    state = correlation * state + Math.sqrt(1 - correlation ** 2) * gauss();
    return value;
  });
}

const call = (value: number, rest: Partial<Compared> = {}): Compared => ({ value, terms: [], kind: 0, ...rest });
/** Of so many logs of calls with a step, the share that is called unusual. */
function unusual(logs: number, make: () => readonly Compared[], from: number): number {
  const found = Array.from({ length: logs }, () => laterCalls(make(), from)!.chance <= UNUSUAL);
  return found.filter(Boolean).length / logs;
}

test("calls that are alike count as fewer, whether in a row or of one session", () => {
  const near = (share: number, expected: number) => assert.ok(Math.abs(share / expected - 1) < 0.25, `${share}`);
  near(effectiveShare(series(4_000, 0), [undefined], 1).share, 1);
  near(effectiveShare(series(4_000, 0.6), [undefined], 1).share, 0.25);
  const sessions = Array.from({ length: 4_000 }, (_, i) => `${Math.floor(i / 20)}`);
  const means = sessions.map(() => gauss());
  const alike = sessions.map((name) => 0.6 * means[Number(name)]! + 0.8 * gauss());
  const { share, dof } = effectiveShare(alike, sessions, 1);
  near(share, 1 / (1 + 19 * 0.36));
  assert.equal(dof, 198);
});

test("nothing inflated is called unusual in one of a hundred logs at most, whichever way the calls are alike", () => {
  for (const correlation of [0, 0.3, 0.6])
    assert.ok(unusual(60, () => series(240, correlation).map((value) => call(value)), 120) <= 0.04, `${correlation}`);
  const inSessions = () => {
    const means = Array.from({ length: 24 }, gauss);
    return Array.from({ length: 240 }, (_, i) =>
      call(means[Math.floor(i / 10)]! + gauss(), { session: `${Math.floor(i / 10)}` }),
    );
  };
  assert.ok(unusual(60, inSessions, 120) <= 0.04);
});

test("what is inflated is found, and the least that can be is told", () => {
  const log = (step: number, correlation: number) =>
    series(400, correlation).map((value, i) => call(value + (i < 200 ? 0 : step)));
  for (const correlation of [0, 0.6]) {
    const { smallest } = laterCalls(log(0, correlation), 200)!;
    assert.ok(unusual(20, () => log(1.2 * smallest, correlation), 200) >= 0.8, `${correlation}`);
    assert.ok(unusual(20, () => log(0.4 * smallest, correlation), 200) <= 0.3, `${correlation}`);
  }
});

test("a look that found something is not undone by later ones", () => {
  const early = series(59, 0).map((value, i) => call(value + (i < 30 ? 0 : 3)));
  const { chance } = laterCalls(early, 30)!;
  const calm = [...early, ...series(60, 0).map((value) => call(value))];
  assert.ok(laterCalls(calm, 30)!.chance <= chance * (1 + 1e-9));
});

test("calls of a kind that no earlier call shows say little; what the terms explain says nothing", () => {
  const log = (kind: number) =>
    series(400, 0).map((value, i) => call(0.5 * value + (i < 200 ? 0 : 0.5), i < 200 ? {} : { kind }));
  assert.ok(laterCalls(log(0), 200)!.chance < UNUSUAL);
  const [known, unknown] = [laterCalls(log(0), 200)!, laterCalls(log(1), 200)!];
  assert.ok(unknown.chance > 0.2 && unknown.smallest > 3 * known.smallest);
  const longer = series(400, 0).map((value, i) => {
    const term = (i < 200 ? 0 : 1) + 0.5 * gauss();
    return call(0.5 * value + term, { terms: [term] });
  });
  assert.ok(laterCalls(longer, 200)!.chance > UNUSUAL);
});

test("equal counts are no step; a step between equal counts is", () => {
  const log = (step: number) => Array.from({ length: 80 }, (_, i) => call(5 + (i < 40 ? 0 : step)));
  const { size, chance } = laterCalls(log(0), 40)!;
  assert.ok(Math.abs(size) < 1e-3 && chance > 0.5);
  assert.ok(laterCalls(log(0.2), 40)!.chance < UNUSUAL);
});

test("of too few calls on either side nothing is said", () => {
  const calls = series(40, 0).map((value) => call(value));
  assert.equal(laterCalls(calls, 19), undefined);
  assert.equal(laterCalls(calls, 36), undefined);
  assert.ok(laterCalls(calls, 35));
});

test("where nobody says from when on, the latest calls are found too, and the places share the allowed chance", () => {
  const log = (from: number, factor: number, correlation: number) =>
    series(215, correlation).map((value, i) => ({
      reasoning: Math.round(Math.exp(7 + 0.4 * value) * (i < from ? 1 : factor)),
      session: undefined,
    }));
  const found = (from: number, factor: number, correlation = 0) =>
    Array.from({ length: 12 }, () => laterChange(log(from, factor, correlation))!).filter(({ isUnusual }) => isUnusual);
  for (const from of [60, 125, 195]) {
    const steps = found(from, 2);
    assert.ok(steps.length >= 8, `${from}`);
    for (const { ratio, before } of steps)
      assert.ok(ratio > 1.3 && Math.abs(before - from) <= 25, `${ratio} ${before}`);
  }
  for (const correlation of [0, 0.6]) assert.equal(found(0, 1, correlation).length, 0);
  const shared = placesBefore(Number.POSITIVE_INFINITY).reduce((sum, { prior }) => sum + prior, 0);
  assert.ok(Math.abs(shared - 1) < 1e-9);
});
