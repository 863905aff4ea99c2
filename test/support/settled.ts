import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";

/** Asks until the answer passes, at most for a minute; gives the last answer. */
export async function settled<T>(ask: () => Promise<T>, passes: (answer: T) => boolean): Promise<T> {
  for (const deadline = Date.now() + 60_000; ; await delay(50)) {
    const answer = await ask();
    if (passes(answer) || Date.now() > deadline) return answer;
  }
}

/** Asserts that the answer comes to be the expected one. */
export async function untilEqual<T>(ask: () => Promise<T>, expected: T): Promise<void> {
  assert.deepEqual(await settled(ask, (answer) => isDeepStrictEqual(answer, expected)), expected);
}

/** Asserts that the answer comes to match. */
export async function untilMatch(ask: () => Promise<string | null>, pattern: RegExp): Promise<void> {
  assert.match((await settled(ask, (answer) => pattern.test(answer ?? ""))) ?? "", pattern);
}
