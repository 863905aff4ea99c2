import assert from "node:assert/strict";
import { test } from "node:test";
import { parquetReadObjects } from "hyparquet";
import type { PlacedRecord } from "../../../engine/calls/unique-calls.ts";
import { COLUMNS, exportedCalls } from "../../../engine/ledger/export.ts";
import { parquetBytes } from "../../../engine/ledger/parquet.ts";

const FILES = new Map([[3, "/logs/ä.jsonl"]]);
const calls = (records: readonly PlacedRecord[]) => exportedCalls({ records, files: FILES });

async function readBack(records: readonly PlacedRecord[]) {
  const pieces: Uint8Array[] = [];
  for await (const piece of parquetBytes(calls(records))) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  const file = {
    byteLength: bytes.length,
    slice: (from: number, to?: number) => new Uint8Array(bytes.subarray(from, to)).buffer,
  };
  return parquetReadObjects({ file });
}

test("a Parquet file has each call with the types of its columns, and null for what no log tells", async () => {
  const time = Date.UTC(2026, 4, 2, 12);
  const [call, other, ...rest] = await readBack([
    {
      log: 3,
      line: 7,
      tool: "codex",
      model: "o3",
      time,
      input: 2 ** 40,
      output: 5,
      hidden: 0,
      seconds: 1.5,
      prompt: "SECRET",
    },
    { log: 4, line: 1, tool: "t" },
  ]);
  assert.deepEqual(rest, []);
  assert.deepEqual(Object.keys(call!), Object.keys(COLUMNS));
  const { computedCost, ...known } = Object.fromEntries(Object.entries(call!).filter(([, value]) => value !== null));
  assert.ok((computedCost as number) > 0);
  assert.deepEqual(known, {
    ...{ time: new Date(time), tool: "codex", model: "o3", input: 2n ** 40n, hidden: 0n, output: 5n },
    ...{ seconds: 1.5, file: "/logs/ä.jsonl", line: 7n },
  });
  assert.deepEqual(
    Object.entries(other!).filter(([, value]) => value !== null),
    [
      ["tool", "t"],
      ["line", 1n],
    ],
  );
});

test("many calls are written group by group, and none make an empty file", async () => {
  const many = Array.from({ length: 25_001 }, (_, i) => ({ log: 3, line: i + 1, tool: "t", session: `s${i % 7}` }));
  const back = await readBack(many);
  assert.deepEqual([back.length, back[24_999]!.line, back[24_999]!.session], [25_001, 25_000n, "s2"]);
  assert.deepEqual(await readBack([]), []);
});
