import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { textBundle } from "../../../scripts/write-texts.ts";

const FOLDER = new URL("../../../l10n/", import.meta.url);
const read = (file: string) => readFileSync(new URL(file, FOLDER), "utf8");

test("the committed texts are those of the extension", () => {
  assert.equal(read("bundle.l10n.json"), textBundle());
});

test("every translation has all texts, with the same places for what is put in", () => {
  const places = (text: string) => (text.match(/\{\d\}/g) ?? []).sort();
  const translations = readdirSync(FOLDER).filter((file) => /^bundle\.l10n\.[a-z-]+\.json$/.test(file));
  assert.ok(translations.length > 0);
  for (const file of translations) {
    const translated: Record<string, string> = JSON.parse(read(file));
    assert.deepEqual(Object.keys(translated), Object.keys(JSON.parse(textBundle())), file);
    for (const [text, translation] of Object.entries(translated)) assert.deepEqual(places(translation), places(text));
  }
});
