import assert from "node:assert/strict";
import { test } from "node:test";
import { materialOf } from "../../../engine/compress/order/register.ts";
import type { Sentence } from "../../../engine/compress/order/sentences.ts";

test("the sentences of one long paragraph are each read a few times, however many they are", () => {
  let reads = 0;
  const no = () => {
    reads++;
    return false;
  };
  const lexicon = { isCommand: no, addresses: no, isMust: no, isRole: no };
  const sentence = { text: "a: b", role: "user", paragraph: 0, isHeading: false, isItem: false, mayGo: true, lexicon };
  const sentences = new Array<Sentence>(2000).fill(sentence as unknown as Sentence);
  assert.ok(materialOf({}, sentences, false).every(Boolean));
  assert.ok(reads <= 10 * sentences.length, String(reads));
});
