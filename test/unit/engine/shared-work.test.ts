import assert from "node:assert/strict";
import { test } from "node:test";
import type { Progress } from "../../../engine/progress.ts";
import { SharedWork } from "../../../engine/server/shared-work.ts";

/** Work that goes on until it is told to end; `begun` is how it is followed. */
function work() {
  let begun: Progress = {};
  let end: (result: string) => void = () => {};
  let fail: (error: Error) => void = () => {};
  const shared = new SharedWork<string>((progress) => {
    begun = progress;
    return new Promise((resolve, reject) => {
      [end, fail] = [resolve, reject];
      progress.signal?.addEventListener("abort", () => reject(new Error("given up")));
    });
  });
  return { shared, begun, end: (result: string) => end(result), fail: (error: Error) => fail(error) };
}

test("work goes on as long as somebody waits, and tells each of them how far it is", async () => {
  const { shared, begun, end } = work();
  const leaving = new AbortController();
  const shares: number[][] = [[], []];
  const first = shared.join({ signal: leaving.signal, onProgress: (share) => shares[0]!.push(share) });
  const second = shared.join({ onProgress: (share) => shares[1]!.push(share) });
  begun.onProgress?.(0.25);
  leaving.abort();
  await assert.rejects(first, { code: "cancelled" });
  begun.onProgress?.(0.5);
  assert.deepEqual(shares, [[0.25], [0.25, 0.5]]);
  assert.deepEqual([begun.signal?.aborted, shared.isLost], [false, false]);
  end("done");
  assert.equal(await second, "done");
  assert.equal(await shared.join({}), "done", "whoever comes later gets it too");
});

test("work is given up when the last one leaves, and whoever left before the end does not harm it later", async () => {
  const { shared, begun } = work();
  const leaving = new AbortController();
  const only = shared.join({ signal: leaving.signal });
  leaving.abort();
  assert.deepEqual([begun.signal?.aborted, shared.isLost], [true, true]);
  await assert.rejects(only, /given up/);

  const other = work();
  const late = new AbortController();
  const result = other.shared.join({ signal: late.signal });
  other.end("done");
  await result;
  await new Promise(setImmediate);
  late.abort();
  assert.equal(other.shared.isLost, false);
});

test("what failed is lost", async () => {
  const { shared, fail } = work();
  const joined = shared.join({});
  fail(new Error("damaged"));
  await assert.rejects(joined, /damaged/);
  assert.equal(shared.isLost, true);
});
