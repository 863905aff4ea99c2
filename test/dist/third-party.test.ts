import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { thirdParty } from "../../scripts/write-third-party.ts";
import { projectPath } from "../support/tare.ts";

test("THIRD_PARTY.md names what is bundled (npm run third-party)", () => {
  assert.equal(readFileSync(projectPath("THIRD_PARTY.md"), "utf8"), thirdParty());
});

test("every package that ships has a licence that lets it", () => {
  const licences = [...thirdParty().matchAll(/^## (.+)\n\nLicence: (.+)$/gm)];
  assert.ok(licences.length > 20);
  for (const [, name, licence] of licences)
    assert.match(licence!, /^(?:MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|BlueOak-1\.0\.0)$/, name);
});
