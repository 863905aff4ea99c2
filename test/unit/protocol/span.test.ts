import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { complement, overlaps, overlapTester, type Span, union, without } from "../../../protocol/span.ts";
import { assertTiles } from "../../support/tiles.ts";

const LENGTH = 30;
const spans = fc.array(
  fc.tuple(fc.nat(LENGTH), fc.nat(LENGTH)).map(([a, b]): Span => ({ start: Math.min(a, b), end: Math.max(a, b) })),
);
const covered = (list: readonly Span[]) =>
  Array.from({ length: LENGTH }, (_, i) => list.some((s) => s.start <= i && i < s.end));

test("a union covers the same places, disjoint and in order", () => {
  fc.assert(
    fc.property(spans, (list) => {
      const joined = union(list);
      assert.deepEqual(covered(joined), covered(list));
      for (let i = 1; i < joined.length; i++) assert.ok(joined[i]!.start > joined[i - 1]!.end);
    }),
  );
});

test("a union and its complement tile the length", () => {
  fc.assert(
    fc.property(spans, (list) => {
      const all = [...union(list), ...complement(list, LENGTH)].sort((a, b) => a.start - b.start);
      assertTiles(all, LENGTH);
    }),
  );
});

test("without keeps what is outside the spans, in order", () => {
  const text = "abcdefghijklmnopqrstuvwxyz1234";
  fc.assert(
    fc.property(spans, (list) => {
      const inside = covered(list);
      assert.equal(without(text, list), [...text].filter((_, i) => !inside[i]).join(""));
    }),
  );
});

test("an overlap tester agrees with overlaps for rising starts", () => {
  fc.assert(
    fc.property(spans, spans, (list, asked) => {
      const joined = union(list);
      const test = overlapTester(joined);
      for (const span of [...asked].sort((a, b) => a.start - b.start)) {
        assert.equal(
          test(span),
          joined.some((other) => overlaps(span, other)),
        );
      }
    }),
  );
});
