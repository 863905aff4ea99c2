import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { lineId } from "../../../cli/line-id.ts";

test("an id of any type is found as it was written, wherever it stands in the line", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue()), fc.boolean(), (id, others, isFirst) => {
      const { id: _, ...rest } = others;
      const line = JSON.stringify(isFirst ? { id, ...rest } : { ...rest, id });
      assert.equal(lineId(line), JSON.stringify(JSON.parse(line).id));
    }),
  );
});

test("no digit of a long number is lost", () => {
  assert.equal(lineId('{"id": 12345678901234567890, "text": "a"}'), "12345678901234567890");
});

test("a line that is malformed elsewhere has its id", () => {
  assert.equal(lineId('{"id":"a","keep":NaN}'), '"a"');
  for (const line of ['{"id":}', '{"id":"a', '{"id":[1}', '{"id":', "{", "not JSON", "[1]", '"id"'])
    assert.equal(lineId(line), undefined, line);
});

test("an id inside of another value, or as a value, is not the line's", () => {
  assert.equal(lineId('{"meta":{"id":1},"a":"id","text":"\\"id\\":2"}'), undefined);
});

test("a line that nests deeper than any stack has its id", () => {
  const deep = "[".repeat(1_000_000) + "]".repeat(1_000_000);
  assert.equal(lineId(`{"deep":${deep},"id":7}`), "7");
  assert.equal(lineId(`{"id":${deep.slice(0, 1_000_000)}`), undefined);
});
