import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { UNKNOWN, unigram, unigramVocabulary } from "../../../engine/salience/unigram.ts";
import golden from "./golden/unigram.json" with { type: "json" };

const piecesOf = (text: string) => unigram(text, unigramVocabulary());

test("ids and spans equal HuggingFace's Unigram", () => {
  for (const { text, ids, spans } of golden) {
    const pieces = piecesOf(text);
    assert.deepEqual(pieces.ids, ids, text);
    // Of what normalisation joins or parts, the reference's spans leave out some.
    if (text !== text.normalize("NFKC")) continue;
    const own = pieces.starts.map((start, i) => [start, pieces.ends[i]]);
    assert.deepEqual(own, spans, text);
  }
});

const anyUnits = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));

test("spans are in order, disjoint but for those of one character, and not empty, whatever the text", () => {
  fc.assert(
    fc.property(fc.oneof(anyUnits, fc.string({ unit: "binary" }), fc.lorem()), (text) => {
      const { ids, starts, ends } = piecesOf(text);
      for (let i = 0; i < ids.length; i++) {
        assert.ok(ids[i]! >= UNKNOWN && starts[i]! < ends[i]! && ends[i]! <= text.length);
        const isShared = i > 0 && starts[i]! < ends[i - 1]! && starts[i]! >= starts[i - 1]!;
        assert.ok(i === 0 || isShared || starts[i]! >= ends[i - 1]!);
      }
    }),
  );
});

test("a text has the pieces of its normal form", () => {
  fc.assert(
    fc.property(fc.oneof(anyUnits, fc.string({ unit: "grapheme" })), (text) => {
      assert.deepEqual(piecesOf(text).ids, piecesOf(text.normalize("NFKC")).ids);
    }),
  );
});

test("a text without white space takes time in proportion to its length", () => {
  const time = (length: number) => {
    const text = "漢字".repeat(length);
    const from = process.cpuUsage();
    piecesOf(text);
    // Of this process alone: on a busy machine the clock tells of others too.
    return process.cpuUsage(from).user / 1000;
  };
  time(10_000);
  const [short, long] = [time(10_000), time(100_000)];
  assert.ok(long < 60 * Math.max(short, 1), `${short} ms, ${long} ms`);
});
