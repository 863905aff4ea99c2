import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { lineBlocks } from "../../../engine/calls/line-blocks.ts";

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

test("the lines are those of the text, however its bytes come, and each block ends where its last line does", async () => {
  const text = fc.string({ unit: fc.constantFrom("a", "é", "🎈", "\n", "\r\n") });
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (text, size) => {
      const bytes = Buffer.from(text);
      const lines: (string | undefined)[] = [];
      let before = 0;
      for await (const block of lineBlocks(inPieces(bytes, size), "log")) {
        const whole = `${block.lines.join("\n")}${block.isWhole ? "\n" : ""}`;
        assert.equal(bytes.subarray(before, block.end).toString(), whole);
        lines.push(...block.lines);
        before = block.end;
      }
      assert.equal(before, bytes.length);
      assert.deepEqual(lines, text.split("\n").slice(0, text.endsWith("\n") || text === "" ? -1 : undefined));
    }),
  );
});

test("a line that is no text costs no other one", async () => {
  const log = Buffer.concat([Buffer.from("a\n"), Buffer.from([0xff, 0x0a]), Buffer.from("b\nc\0")]);
  const lines: (string | undefined)[] = [];
  for await (const block of lineBlocks(inPieces(log, 100), "log")) lines.push(...block.lines);
  assert.deepEqual(lines, ["a", undefined, "b", undefined]);
});
