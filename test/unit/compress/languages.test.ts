import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { compress } from "../../../engine/compress/compress.ts";
import { languageOf } from "../../../engine/lexicon/language.ts";
import { weighed } from "../../support/weighed.ts";

/** Of a language: two rules to stand around the rest, what goes, what stays, and what only loses a phrase. */
interface Cases {
  readonly around: readonly [string, string];
  readonly goes: readonly string[];
  readonly stays: readonly string[];
  readonly phrases: readonly (readonly [long: string, short: string])[];
}

const table: Record<string, Cases> = JSON.parse(readFileSync(new URL("languages.json", import.meta.url), "utf8"));

for (const [language, { around, goes, stays, phrases }] of Object.entries(table)) {
  const text = (sentences: readonly string[]) =>
    [around[0], ...sentences, around[1]].join(around[0].endsWith("。") ? "" : " ");
  const trimmed = async (sentences: readonly string[]) => compress(await weighed(text(sentences))).text;

  test(`${language}: trimming takes what nobody misses and leaves every rule`, async () => {
    assert.equal(languageOf(text([])), language);
    assert.equal(await trimmed(goes), text([]));
    assert.equal(await trimmed(stays), text(stays));
    assert.equal(await trimmed(phrases.map(([long]) => long)), text(phrases.map(([, short]) => short)));
  });
}
