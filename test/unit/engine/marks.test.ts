import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { marksOf } from "../../../engine/marks.ts";
import { words } from "../../../engine/prompt/text/segment.ts";
import { type Change, marksAfter, partAfter } from "../../../extension/editor/after-edit.ts";
import type { Inspection } from "../../../protocol/inspection.ts";
import { markColumns, REMOVABLE } from "../../../protocol/marks.ts";
import { packInspection, unpackInspection } from "../../../protocol/packed-inspection.ts";
import type { Span } from "../../../protocol/span.ts";

const word = fc.stringMatching(/^[a-zé東0-9.,]{1,6}$/);
const text = fc
  .array(fc.tuple(word, fc.constantFrom(" ", "\n", "  ", "")), { maxLength: 40 })
  .map((w) => w.flat().join(""));

/** Words with random salience; and an inspection with random tokens that tile the text and random removable words. */
const inspected = text.chain((text) =>
  fc
    .record({
      cuts: fc.subarray([...text].map((_, i) => i + 1)),
      salience: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 300, maxLength: 300 }),
      removed: fc.array(fc.nat(Math.max(1, text.length)), { maxLength: 3 }),
    })
    .map(({ cuts, salience, removed }) => {
      const ends = [...new Set([...cuts, text.length])].filter((end) => end > 0).sort((a, b) => a - b);
      const tokens = ends.map((end, i) => ({
        start: ends[i - 1] ?? 0,
        end,
        salience: salience[i]!,
        protected: i % 3 === 0,
      }));
      const removable = removed.map((start) => ({
        start,
        end: Math.min(text.length, start + 5),
        salience: 0,
        reason: "filler",
      }));
      const protections = removable.map(({ start, end }, i) => ({ start, end, reason: i % 2 ? "number" : "rule" }));
      const parts = protections.map((span) => ({ ...span, kind: "section" }));
      const warnings = protections.map((span) => ({ ...span, message: "special token" }));
      const media = protections.map((span) => ({ ...span, title: "image" }));
      const painted = words(text).map((word, i) => ({ ...word, heat: salience[i]! }));
      const inspection = { tokens, removable, protections, parts, warnings, media } as unknown as Inspection;
      return { text, painted, inspection };
    }),
);

test("marks are in order, disjoint, inside the text, and neither begin nor end with white space", () => {
  fc.assert(
    fc.property(inspected, ({ text, painted, inspection }) => {
      let from = 0;
      for (const { start, end } of marksOf(text, painted, inspection.removable)) {
        assert.ok(from <= start && start < end && end <= text.length);
        assert.equal(text.slice(start, end), text.slice(start, end).trim());
        from = end;
      }
    }),
  );
});

test("the heavier half of the words is marked, the heaviest with 4; what may go is marked as that alone", () => {
  const text = Array.from({ length: 40 }, (_, i) => `word${i}`).join(" ");
  const painted = words(text).map((word, i) => ({ ...word, heat: i + 1 }));
  const [last, first] = [painted.at(-1)!, marksOf(text, painted, [])[0]!];
  assert.equal(first.start, text.indexOf("word20"));
  assert.deepEqual(marksOf(text, painted, []).at(-1), { start: text.indexOf("word38"), end: last.end, kind: 4 });
  assert.deepEqual(marksOf(text, painted, [last]).at(-1), { start: last.start, end: last.end, kind: REMOVABLE });
});

/** The text after disjoint changes, of which the last in the text comes first, as VS Code tells them. */
function edited(text: string, changes: readonly Change[]): string {
  return changes.reduce(
    (old, { rangeOffset, rangeLength, text }) =>
      old.slice(0, rangeOffset) + text + old.slice(rangeOffset + rangeLength),
    text,
  );
}

test("after an edit the marks that it touched are empty and the others still cover the same text", () => {
  const someChanges = fc.array(fc.tuple(fc.nat(), fc.nat(6), fc.string({ maxLength: 4 })), { maxLength: 6 });
  fc.assert(
    fc.property(inspected, someChanges, ({ text, painted, inspection }, wanted) => {
      const changes: Change[] = [];
      let from = text.length;
      for (const [at, length, put] of wanted) {
        const rangeOffset = at % (from + 1);
        changes.push({ rangeOffset, rangeLength: Math.min(length, from - rangeOffset), text: put });
        from = rangeOffset;
      }
      const after = edited(text, changes);
      const marks = marksOf(text, painted, inspection.removable);
      const { starts, ends } = marksAfter(markColumns(marks), changes);
      const moved = Array.from(starts, (start, i) => after.slice(start, ends[i]));
      const isTouched = ({ start, end }: Span) =>
        changes.some((c) => end >= c.rangeOffset && start <= c.rangeOffset + c.rangeLength);
      const untouched = marks.filter((mark) => !isTouched(mark));
      assert.deepEqual(
        moved.filter(Boolean),
        untouched.map((m) => text.slice(m.start, m.end)),
      );
    }),
  );
});

test("a chosen part follows edits: it holds what was put into it, may be empty, and is lost with its surroundings", () => {
  const text = "const P = `be brief`;";
  const part = { start: text.indexOf("be"), end: text.lastIndexOf("`") };
  const after = (rangeOffset: number, rangeLength: number, put: string) => {
    const span = partAfter(part, [{ rangeOffset, rangeLength, text: put }]);
    const edited = text.slice(0, rangeOffset) + put + text.slice(rangeOffset + rangeLength);
    return span && edited.slice(span.start, span.end);
  };
  assert.equal(after(0, 0, "export "), "be brief");
  assert.equal(after(text.length, 0, "\n"), "be brief");
  assert.equal(after(part.start, 0, "Please "), "Please be brief");
  assert.equal(after(part.end, 0, " now"), "be brief now");
  assert.equal(after(part.start + 2, 6, " kind"), "be kind");
  assert.equal(after(part.start, 8, ""), "");
  assert.equal(after(part.start - 1, 10, ""), undefined);
});

test("an inspection is the same after its way through the channel, moved to its place, in single precision", () => {
  const single = <T extends { readonly salience: number }>(list: readonly T[]) =>
    list.map((item) => ({ ...item, salience: Math.fround(item.salience) }));
  fc.assert(
    fc.property(inspected, fc.nat(9), ({ text, painted, inspection }, at) => {
      const moved = <T extends Span>(spans: readonly T[]) =>
        spans.map((span) => ({ ...span, start: span.start + at, end: span.end + at }));
      const { tokens, removable, protections, parts, warnings, media } = inspection;
      const marks = marksOf(text, painted, inspection.removable);
      assert.deepEqual(
        { ...unpackInspection(structuredClone(packInspection(inspection, marks)), at) },
        {
          tokens: moved(single(tokens)),
          removable: moved(single(removable)),
          protections: moved(protections),
          parts: moved(parts),
          warnings: moved(warnings),
          media: moved(media),
          marks: markColumns(moved(marks)),
        },
      );
    }),
  );
});
