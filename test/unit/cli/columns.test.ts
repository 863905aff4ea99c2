import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import stringWidth from "string-width";
import { filled, shortened } from "../../../cli/columns.ts";

const text = fc.string({ unit: fc.constantFrom("a", " ", "界", "👨‍👩‍👧", "🇩🇪", "e\u0301", "ع") });

test("a cell is as wide as its column, and a shortened text never wider", () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 40 }), (cell, columns) => {
      const short = shortened(cell, columns);
      assert.ok(stringWidth(short) <= columns);
      assert.equal(stringWidth(filled(short, columns)), columns);
      assert.equal(short === cell, stringWidth(cell) <= columns);
    }),
  );
});

test("what is shortened ends with a whole character", () => {
  assert.equal(shortened("请回答客户的问题", 8), "请回答…");
  assert.equal(shortened("👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", 4), "👨‍👩‍👧…");
});
