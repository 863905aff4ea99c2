import assert from "node:assert/strict";
import { test } from "node:test";
import { blobMarks } from "../../../engine/prompt/marks/blobs.ts";
import { markdownMarks } from "../../../engine/prompt/marks/markdown.ts";
import { dataUrls } from "../../../engine/prompt/reading/media-links.ts";
import { Passage } from "../../../engine/prompt/text/passage.ts";

/** More than a regular expression can count. */
const MILLIONS = 11_000_000;

test("a run of eleven million characters is one blob", () => {
  for (const text of [
    "a".repeat(MILLIONS),
    `aA1${"z".repeat(MILLIONS)}`,
    `data:image/png;base64,${"A".repeat(MILLIONS)}`,
  ])
    assert.deepEqual(blobMarks(text), [{ start: 0, end: text.length, reason: "data" }]);
});

test("a picture of eleven million characters is one enclosure", () => {
  const text = `data:image/png;base64,${"A".repeat(MILLIONS)}`;
  const passages = [Passage.verbatim("user", text, { start: 0, end: text.length })];
  assert.equal(dataUrls({ passages, parts: [], protections: [], warnings: [], sectionDepth: 0 }).length, 1);
});

test("eleven million blanks in a line end no line", () => {
  const text = `a${" ".repeat(MILLIONS)}b`;
  assert.deepEqual(markdownMarks(text).protections, []);
});
