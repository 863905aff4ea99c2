import assert from "node:assert/strict";
import { test } from "node:test";
import { FORMATS, formatByName } from "../../../engine/prompt/formats/registry.ts";
import { type FormatNames, FORMATS as NAMES, type PromptKind } from "../../../protocol/formats.ts";

test("every kind of file has one reader, and every ending and name tells it", () => {
  assert.deepEqual(FORMATS.map(({ kind }) => kind).sort(), Object.keys(NAMES).sort());
  for (const [kind, { endings, names = [] }] of Object.entries<FormatNames>(NAMES)) {
    for (const name of [...endings.map((ending) => `a.b.${ending}`), ...names])
      assert.equal(formatByName(`dir/${name.toUpperCase()}`)?.kind, kind as PromptKind, name);
  }
});

test("a name without an ending, or with one that is no format's, tells nothing", () => {
  for (const path of ["md", "notes.txt", "a.md.bak", "a.", "", "dir.md/a"]) assert.equal(formatByName(path), undefined);
});
