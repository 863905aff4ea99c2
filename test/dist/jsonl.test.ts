import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { projectPath, tare } from "../support/tare.ts";

const subjects = ["the invoice", "a parcel", "your password", "our refund policy", "the new plan"];
const prompt = (i: number) => `Case ${i}: please answer, quite politely, about ${subjects[i % subjects.length]}.`;
const line = (i: number) => `${JSON.stringify({ id: i, text: prompt(i), keep: 0.6 })}\n`;

test("1,000 prompts come back in order, from a heap of 64 MB", { timeout: 900_000 }, () => {
  const input = Array.from({ length: 1000 }, (_, i) => line(i)).join("");
  const { status, stdout, stderr } = tare(["compress", "--jsonl"], input, { NODE_OPTIONS: "--max-old-space-size=64" });
  assert.equal(status, 0, stderr);
  const results = stdout.trim().split("\n");
  assert.equal(results.length, 1000);
  results.forEach((result, i) => {
    const { id, text, before, after, limited } = JSON.parse(result);
    assert.equal(id, i);
    assert.ok(limited || after <= Math.floor(0.6 * before));
    assert.ok(text.includes(String(i)), text);
  });
});

test("a line is answered before the next one is read", { timeout: 60_000 }, async () => {
  const child = spawn(process.execPath, [projectPath("dist/cli.js"), "compress", "--jsonl"]);
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  for (let i = 0; i < 3; i++) {
    child.stdin.write(line(i));
    assert.equal(JSON.parse((await answers.next()).value).id, i);
  }
  child.stdin.end();
  assert.deepEqual(await once(child, "exit"), [0, null]);
});

test("it ends quietly when its reader goes away", { timeout: 60_000 }, async () => {
  const child = spawn(process.execPath, [projectPath("dist/cli.js"), "inspect", "--jsonl"]);
  let complaints = "";
  child.stderr.on("data", (chunk) => {
    complaints += chunk;
  });
  child.stdin.on("error", () => {});
  child.stdin.write([1, 2, 3, 4].map(line).join(""));
  await once(child.stdout, "data");
  child.stdout.destroy();
  child.stdin.end();
  assert.deepEqual(await once(child, "exit"), [0, null]);
  assert.equal(complaints, "");
});

test("a line's result does not depend on the lines before it", () => {
  const first = prompt(1).repeat(150);
  const [before, line] = [first, `${first} ${prompt(6)}`].map((text) => `${JSON.stringify({ text })}\n`);
  const together = tare(["inspect", "--jsonl"], `${before}${line}`).stdout.trim().split("\n");
  assert.equal(together[1], tare(["inspect", "--jsonl"], line).stdout.trim());
});

test("a batch is read from a file, too, with or without a byte order mark", () => {
  const path = join(mkdtempSync(join(tmpdir(), "tare-")), "batch.jsonl");
  writeFileSync(path, `\ufeff${line(1)}${line(2)}`);
  assert.equal(tare(["inspect", "--jsonl", path]).stdout, tare(["inspect", "--jsonl"], line(1) + line(2)).stdout);
});

test("an id of any type comes back as it was, of a line that failed too", () => {
  const ids = ["null", "true", "1.50", "12345678901234567890", '"a"', '{"b":[1]}'];
  const input = ids.flatMap((id) => [`{"id":${id},"text":"One."}\n`, `{"id":${id},"text":1}\n`]).join("");
  const lines = tare(["inspect", "--jsonl"], input).stdout.trim().split("\n");
  for (const [i, line] of lines.entries()) assert.ok(line.startsWith(`{"id":${ids[i >> 1]},`), line);
});
