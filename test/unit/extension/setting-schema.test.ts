import assert from "node:assert/strict";
import { test } from "node:test";
import { complies, type SettingSchema } from "../../../extension/state/setting-schema.ts";
import manifest from "../../../package.json" with { type: "json" };

const { properties } = manifest.contributes.configuration;
const schema = (key: keyof typeof properties) => properties[key] as SettingSchema;

test("every default complies with its own schema", () => {
  for (const [key, property] of Object.entries(properties))
    assert.ok(complies(property.default, property as SettingSchema), key);
});

test("values of another type, out of bounds or of no choice do not", () => {
  for (const value of [7, 0, -1, Number.NaN, "0.5", [0.5]])
    assert.ok(!complies(value, schema("tare.retention")), String(value));
  assert.ok(complies(null, schema("tare.retention")), "it may be absent");
  assert.ok(!complies(null, schema("tare.callsPerMonth")));
  assert.ok(!complies(["Please", 1], schema("tare.keep")));
  assert.ok(!complies(2.5, schema("tare.callsPerMonth")));
  assert.ok(!complies("above", schema("tare.sectionCosts")));
  assert.ok(!complies("**/*.md", schema("tare.promptFiles")));
  assert.ok(!complies(["**/*.md", 7], schema("tare.promptFiles")));
  assert.ok(!complies({ "**/*.md": 0 }, schema("tare.budgets")));
  assert.ok(!complies(["**/*.md"], schema("tare.budgets")));
  assert.ok(complies({ "**/*.md": 100 }, schema("tare.budgets")));
});
