import assert from "node:assert/strict";
import { test } from "node:test";
import { Session } from "../../../cli/session.ts";
import { DEFAULT_MODEL } from "../../../engine/cost/catalogue.ts";

test("what an agent cancels is not weighed to its end", async () => {
  const session = new Session();
  const input = { text: "Please answer quite politely.", model: DEFAULT_MODEL, keep: 0.5 };
  await assert.rejects(session.compress(input, { signal: AbortSignal.abort() }), { code: "cancelled" });
  await session.close();
});
