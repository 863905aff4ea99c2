import assert from "node:assert/strict";
import { test } from "node:test";
import { sessionInWords } from "../../../display/context-words.ts";
import { sessionCost } from "../../../protocol/session-cost.ts";

test("a session pays for instructions at every turn, with a cache once to write and then to read", () => {
  assert.equal(sessionInWords(sessionCost({ input: 0.01 })), "$0.50 for 50 turns");
  // 0.0125 + 49 x 0.001.
  assert.equal(
    sessionInWords(sessionCost({ input: 0.01, cachedRead: 0.001, cachedWrite: 0.0125 })),
    "$0.50 for 50 turns, $0.062 with a cache",
  );
});
