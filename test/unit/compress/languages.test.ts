import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { compress } from "../../../engine/compress/compress.ts";
import { languageOf } from "../../../engine/lexicon/language.ts";
import { weighed } from "../../support/weighed.ts";

/** For each language: two sentences to stand between, what goes between them, what stays, and what loses a phrase. */
interface Cases {
  readonly around: readonly [string, string];
  readonly goes: readonly string[];
  readonly stays: readonly string[];
  readonly phrases: readonly (readonly [string, string])[];
}

const table: Record<string, Cases> = JSON.parse(readFileSync(new URL("languages.json", import.meta.url), "utf8"));

const trimmed = async (text: string) => compress(await weighed(text)).text;

for (const [language, { around, goes, stays, phrases }] of Object.entries(table)) {
  const within = (sentence?: string) =>
    [around[0], sentence, around[1]].filter(Boolean).join(/[。]$/.test(around[0]) ? "" : " ");

  test(`${language}: trimming takes what nobody misses and leaves every rule`, async () => {
    assert.equal(languageOf(within()), language);
    for (const sentence of goes) assert.equal(await trimmed(within(sentence)), within(), sentence);
    for (const sentence of stays) assert.equal(await trimmed(within(sentence)), within(sentence), sentence);
    for (const [long, short] of phrases) assert.equal(await trimmed(within(long)), within(short), long);
  });
}
