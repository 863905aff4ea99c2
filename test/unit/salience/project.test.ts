import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { project, wordMeans } from "../../../engine/salience/project.ts";
import type { Span } from "../../../protocol/span.ts";

/** Disjoint spans in order. */
const spans = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 6 })), { maxLength: 20 })
  .map((steps) => {
    let at = 0;
    return steps.map(([gap, length]): Span => {
      const start = at + gap;
      at = start + length;
      return { start, end: at };
    });
  });

test("a span inside a scored one takes its score; one over two takes a share of each", () => {
  const scored = [
    { start: 0, end: 4 },
    { start: 5, end: 9 },
  ];
  const onto = [
    { start: 0, end: 2 },
    { start: 2, end: 3 },
    { start: 3, end: 8 },
    { start: 8, end: 9 },
    { start: 9, end: 12 },
  ];
  assert.deepEqual([...project(scored, [1, 5], onto)], [1, 1, (1 * 1 + 3 * 5) / 4, 5, 0]);
});

test("a projected score lies between the least and the greatest it covers, and onto itself nothing changes", () => {
  fc.assert(
    fc.property(
      spans,
      spans,
      fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { minLength: 20 }),
      (a, b, scores) => {
        for (const [i, score] of project(a, scores, b).entries()) {
          const under = scores.filter((_, j) => a[j] && a[j].start < b[i]!.end && b[i]!.start < a[j].end);
          if (under.length === 0) assert.equal(score, 0);
          else assert.ok(score >= Math.min(...under) - 1e-9 && score <= Math.max(...under) + 1e-9);
        }
        for (const [i, score] of project(a, scores, a).entries()) assert.ok(Math.abs(score - scores[i]!) < 1e-9);
      },
    ),
  );
});

test("a word's score is the plain mean of its pieces: more pieces do not make it weigh more", () => {
  const pieces = { ids: [1, 2, 3, 4], starts: [0, 5, 8, 9], ends: [4, 8, 9, 12] };
  const words = [
    { start: 0, end: 4 },
    { start: 5, end: 12 },
    { start: 13, end: 14 },
  ];
  assert.deepEqual([...wordMeans(pieces, [2, 1, 4, 1], words)], [2, 2, 0]);
});
