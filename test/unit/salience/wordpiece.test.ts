import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { vocabulary, wordpiece } from "../../../engine/salience/wordpiece.ts";
import golden from "./golden/wordpiece.json" with { type: "json" };

test("ids and spans equal HuggingFace's BertTokenizerFast", () => {
  for (const { text, ids, spans } of golden) {
    const pieces = wordpiece(text, vocabulary());
    assert.deepEqual(pieces.ids, ids, text);
    assert.deepEqual(
      pieces.starts.map((start, i) => [start, pieces.ends[i]]),
      spans,
      text,
    );
  }
});

test("spans are in order, disjoint and not empty, whatever the text", () => {
  const anyUnits = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));
  fc.assert(
    fc.property(fc.oneof(anyUnits, fc.string({ unit: "binary" }), fc.lorem()), (text) => {
      const { ids, starts, ends } = wordpiece(text, vocabulary());
      let at = 0;
      for (let i = 0; i < ids.length; i++) {
        // The pieces of one character that falls into several, as a Hangul syllable may, share its span.
        const shared = i > 0 && starts[i] === starts[i - 1] && ends[i] === ends[i - 1];
        assert.ok((shared || starts[i]! >= at) && starts[i]! < ends[i]! && ends[i]! <= text.length);
        at = ends[i]!;
      }
    }),
  );
});

test("cutting at white space changes nothing: a text's pieces are its parts' pieces", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (a, b) => {
      const ids = (text: string) => wordpiece(text, vocabulary()).ids;
      assert.deepEqual(ids(`${a} ${b}`), [...ids(a), ...ids(b)]);
    }),
  );
});

test("a piece's letters stand at its span", () => {
  const text = "The Quarterly-report names unbelievable churn";
  const names = new Map([...vocabulary().ids].map(([name, id]) => [id, name]));
  const { ids, starts, ends } = wordpiece(text, vocabulary());
  for (const [i, id] of ids.entries())
    assert.equal(text.slice(starts[i], ends[i]).toLowerCase(), names.get(id)!.replace("##", ""));
});
