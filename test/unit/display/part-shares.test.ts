import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { partShares } from "../../../display/part-shares.ts";
import type { WeighedPart } from "../../../protocol/inspection.ts";

const part = (title: string, depth: number, start: number, end: number, role: WeighedPart["role"] = "system") =>
  ({ kind: "section", role, depth, title, start, end, tokens: end - start, salience: (end - start) / 100 }) as const;

/** Parts as a parser makes them: each level tiles a prefix-free stretch of the one above it. */
const nested = fc
  .array(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 8 }), { maxLength: 20 })
  .map((sections) => {
    let at = 0;
    return sections.flatMap((lengths, i) => {
      const start = at++;
      const inner = lengths.map((length, j) => {
        at += length;
        return part(`${i}.${j}`, 1, at - length, at);
      });
      return [part(`${i}`, 0, start, at), ...inner];
    });
  });

test("the slices are in order and together weigh as much as the prompt", () => {
  fc.assert(
    fc.property(nested, (parts) => {
      const shares = partShares(parts);
      const total = parts.reduce((sum, p) => sum + (p.depth === 0 ? p.tokens : 0), 0);
      assert.equal(
        shares.reduce((sum, s) => sum + s.tokens, 0),
        total,
      );
      assert.ok(total === 0 || Math.abs(shares.reduce((sum, s) => sum + s.tokenShare, 0) - 1) < 1e-9);
      assert.ok(shares.length <= 13);
      const spans = shares.flatMap((s) => s.span ?? []);
      for (const [i, span] of spans.entries()) assert.ok(i === 0 || span.start >= spans[i - 1]!.end);
    }),
  );
});

test("a part that holds more than half is opened into its own text and its inner parts", () => {
  const parts = [part("meta", 0, 0, 10, "none"), part("All", 0, 10, 100), part("A", 1, 15, 60), part("B", 1, 60, 100)];
  const shares = partShares(parts);
  assert.deepEqual(
    shares.map((s) => [s.title, s.tokens, s.colour]),
    [
      ["meta", 10, 1],
      ["All", 5, 2],
      ["A", 45, 3],
      ["B", 40, 4],
    ],
  );
  assert.deepEqual(shares[1]!.span, { start: 10, end: 15 });
});

test("what stands beside the messages is one slice, without a colour or a place", () => {
  const comma = { ...part("", 0, 50, 60, "none"), kind: "structure", salience: 0 } as const;
  const shares = partShares([
    part("user 1", 0, 0, 50),
    comma,
    part("user 2", 0, 60, 99),
    { ...comma, start: 99, end: 100 },
  ]);
  assert.deepEqual(
    shares.map((s) => [s.title, s.tokens, s.colour]),
    [
      ["user 1", 50, 1],
      ["user 2", 39, 2],
      ["beside messages", 20, undefined],
    ],
  );
});

test("an empty inner part opens nothing twice", () => {
  const shares = partShares([part("All", 0, 0, 100), part("", 1, 90, 90), part("A", 1, 90, 100)]);
  assert.deepEqual(
    shares.map((s) => [s.title, s.tokens]),
    [
      ["All", 90],
      ["A", 10],
    ],
  );
});

test("many rows are cut to the heaviest and the others together", () => {
  const rows = Array.from({ length: 1000 }, (_, i) => part(`row ${i}`, 0, i * 1000, i * 1000 + 1 + (i % 100)));
  const shares = partShares(rows);
  assert.equal(shares.length, 12);
  assert.equal(shares.at(-1)!.title, "989 smaller parts");
  assert.equal(shares.at(-1)!.span, undefined);
  assert.equal(shares.filter((s) => s.colour).length, 6);
});
