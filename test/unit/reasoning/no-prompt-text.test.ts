import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";

const DATA = "../shared/data/reasoning/prompts.jsonl.gz";
/** Shorter lines ("Traceback (most recent call last):") belong to everybody. */
const LONG = 50;
const hash = (line: string) => createHash("sha256").update(line.trim()).digest("base64");
const longLines = (text: string) => text.split(/\n|\\n/).filter((line) => line.trim().length >= LONG);

test("no line of a prompt that the forecaster was trained on is in the project", { skip: !existsSync(DATA) }, () => {
  const prompts = gunzipSync(readFileSync(DATA)).toString("utf8").trimEnd().split("\n");
  const secret = new Set(prompts.flatMap((line) => longLines((JSON.parse(line) as { text: string }).text).map(hash)));
  assert.ok(secret.size > 10_000);
  const files = execFileSync("git", ["ls-files", "-z"], { encoding: "utf8" }).split("\0").filter(existsSync);
  for (const file of files) {
    const found = longLines(readFileSync(file, "utf8")).filter((line) => secret.has(hash(line)));
    assert.equal(found.length, 0, `${file} holds ${found.length} lines of the data`);
  }
});
