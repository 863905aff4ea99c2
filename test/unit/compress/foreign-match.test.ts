import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { atomsOf } from "../../../engine/compress/atoms/atoms.ts";
import { foreignColumns } from "../../../engine/compress/worth/foreign-match.ts";
import { describeWords } from "../../../engine/compress/worth/word-features.ts";
import { worthOf } from "../../../engine/compress/worth/worth.ts";
import { parsePrompt } from "../../../engine/prompt/parse.ts";

const wordsOf = (text: string) => describeWords(atomsOf(parsePrompt(text, {}), [], []));
const unread = { embedParts: () => assert.fail("no encoder is asked") };

test("in any language the sentence of which the question speaks is worth most, and no encoder reads it", async () => {
  for (const [text, question, best] of [
    ["黄河发源于青海。长江全长六千三百公里。珠江流经广州。", "长江有多长？", 1],
    ["京都は古い都です。大阪城は豊臣秀吉が建てました。奈良には鹿がいます。", "大阪城を建てたのは誰ですか？", 1],
    ["Der Rhein fließt durch Köln. Die Elbe mündet in die Nordsee. Die Donau ist länger.", "Wohin mündet die Elbe?", 1],
    ["Kitabı Ayşe yazdı. Evleri Mehmet sattı. Araba bozuldu.", "Evi kim sattı?", 1],
  ] as const) {
    const { sentences } = await worthOf(text, wordsOf(text), question, unread);
    assert.equal(sentences.indexOf(Math.max(...sentences)), best, text);
  }
});

test("whatever the text and the question, every feature is a number for every sentence", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1 }), fc.string({ unit: "grapheme" }), (text, question) => {
      const words = wordsOf(text);
      for (const column of Object.values(foreignColumns(text, words, question))) {
        assert.equal(column.length, words.sentences.length);
        assert.ok(column.every(Number.isFinite));
      }
    }),
  );
});
