import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { words } from "../../../engine/prompt/text/segment.ts";
import { WINDOW_LIMIT, windows } from "../../../engine/salience/windows.ts";
import { vocabulary, wordpiece } from "../../../engine/salience/wordpiece.ts";

function cut(text: string) {
  const pieces = wordpiece(text, vocabulary());
  return windows(text, pieces, words(text)).map(({ from, to }) => ({ from, to, ids: pieces.ids.slice(from, to) }));
}

const SENTENCES = Array.from(
  { length: 300 },
  (_, i) => `Step ${i} reads file ${(i * 7919) % 1000} and reports line ${i}.`,
);

test("windows tile the pieces and hold the limit", () => {
  const sentence = fc
    .array(fc.lorem({ maxCount: 40 }), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.join(". "));
  const text = fc.array(fc.oneof(sentence, fc.constant("\n\n"), fc.string({ maxLength: 300 })), { maxLength: 40 });
  fc.assert(
    fc.property(text, (parts) => {
      const joined = parts.join(" ");
      let at = 0;
      for (const { from, to } of cut(joined)) {
        assert.equal(from, at);
        assert.ok(to > from && to - from <= WINDOW_LIMIT);
        at = to;
      }
      assert.equal(at, wordpiece(joined, vocabulary()).ids.length);
    }),
  );
});

test("cuts are at paragraphs where there are any, else at sentences, else between words", () => {
  const starts = (text: string) => {
    const pieces = wordpiece(text, vocabulary());
    return windows(text, pieces, words(text)).map(({ from }) => pieces.starts[from]!);
  };
  const paragraphs = Array.from({ length: 60 }, (_, i) => SENTENCES.slice(5 * i, 5 * i + 5).join(" ")).join("\n\n");
  for (const start of starts(paragraphs).slice(1)) assert.match(paragraphs.slice(0, start), /\n\n$/);
  const sentences = SENTENCES.join(" ");
  for (const start of starts(sentences).slice(1)) assert.match(sentences.slice(0, start), /\. $/);
  const endless = Array.from({ length: 900 }, (_, i) => `unbelievable${i}`).join(" ");
  for (const start of starts(endless).slice(1)) assert.match(endless.slice(0, start), / $/);
});

test("after an edit most windows are the same again", () => {
  const before = new Set(cut(SENTENCES.join(" ")).map(({ ids }) => ids.join()));
  for (let edited = 20; edited < 300; edited += 40) {
    const text = SENTENCES.with(edited, `Nobody ${SENTENCES[edited]}`).join(" ");
    const fresh = cut(text).filter(({ ids }) => !before.has(ids.join()));
    assert.ok(fresh.length <= before.size / 3, `${fresh.length} of ${before.size}`);
  }
});
