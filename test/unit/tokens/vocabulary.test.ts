import assert from "node:assert/strict";
import { test } from "node:test";
import { readAsset } from "../../../engine/runtime/assets.ts";
import { decompress, vocabularyPath } from "../../../engine/tokens/vocabulary-file.ts";
import { readSource } from "../../../scripts/vocabulary-sources.ts";
import { serialize } from "../../../scripts/write-vocabulary.ts";

// The compressed bytes depend on the Brotli of the running Node, the payload does not.
for (const family of ["claude", "cl100k", "tekken"] as const) {
  test(`${family}: the committed vocabulary is what its npm package has`, () => {
    const committed = decompress(readAsset(vocabularyPath(family)));
    assert.ok(serialize(readSource(family)).equals(committed));
  });
}

test("a damaged vocabulary is noticed", () => {
  const file = Buffer.from(readAsset(vocabularyPath("claude")));
  file[1000]! ^= 1;
  assert.throws(() => decompress(file), /checksum/);
  assert.throws(() => decompress(Buffer.alloc(0)), /checksum/);
});
