import assert from "node:assert/strict";
import { test } from "node:test";
import { newestFirst } from "../../../engine/cost/newest-first.ts";
import type { ModelInfo } from "../../../protocol/catalogue.ts";

const model = (id: string, provider = "maker"): ModelInfo => ({
  id,
  provider,
  name: id,
  counting: { family: "o200k", tolerance: 0 },
});
const ordered = (...ids: string[]) => newestFirst(ids.map((id) => model(id))).map(({ id }) => id);

test("of each brand the newest generation stands first, a name without one last; equals stay as they are listed", () => {
  assert.deepEqual(ordered("abc-2", "abc-3.5-mini", "abc-3.5", "abc-4o", "abc-4.1", "abc", "abc-10"), [
    "abc-10",
    "abc-4.1",
    "abc-4o",
    "abc-3.5-mini",
    "abc-3.5",
    "abc-2",
    "abc",
  ]);
  assert.deepEqual(ordered("abc-large-2411", "abc-large-2512"), ["abc-large-2512", "abc-large-2411"]);
});

test("brands and providers stay where they are listed", () => {
  assert.deepEqual(ordered("xyz-1", "abc-7", "xyz-2"), ["xyz-2", "xyz-1", "abc-7"]);
  const two = newestFirst([model("abc-1", "a"), model("b/abc-2", "b")]);
  assert.deepEqual(
    two.map(({ id }) => id),
    ["abc-1", "b/abc-2"],
  );
});
