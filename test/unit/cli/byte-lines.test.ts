import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { byteLines } from "../../../cli/byte-lines.ts";

const MOST = 6;

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

test("lines are those of the text, however its bytes come; of a long one the beginning, and only once", async () => {
  const line = fc.string({ unit: fc.constantFrom("a", "b", "\r"), maxLength: 2 * MOST });
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.integer({ min: 1, max: 9 }), async (lines, size) => {
      const text = lines.map((each) => `${each}\n`).join("");
      const found: string[] = [];
      for await (const { bytes, isWhole } of byteLines(inPieces(Buffer.from(text), size), MOST)) {
        const expected = lines[found.length]!;
        assert.equal(isWhole, expected.length <= MOST);
        if (isWhole) assert.equal(bytes.toString(), expected);
        else assert.ok(expected.startsWith(bytes.toString()) && bytes.length <= MOST);
        found.push(bytes.toString());
      }
      assert.equal(found.length, lines.length);
    }),
  );
});

test("a line without an end is given up while it still comes", async () => {
  async function* endless(): AsyncGenerator<Buffer> {
    for (;;) yield Buffer.alloc(4);
  }
  for await (const { isWhole } of byteLines(endless(), MOST)) {
    assert.equal(isWhole, false);
    return;
  }
});
