import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { declaredSettings } from "../../../scripts/write-settings.ts";

test("the settings' types are those that package.json declares (npm run settings)", () => {
  const committed = new URL("../../../extension/state/declared-settings.ts", import.meta.url);
  assert.equal(readFileSync(committed, "utf8"), declaredSettings());
});
