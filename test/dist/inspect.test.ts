import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { tare } from "../support/tare.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const { folder, write } = temporaryFolder();

/** A PNG's beginning, of so many pixels. */
function png(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

test("a picture is weighed by its header, with what sends it for less", () => {
  const path = write("50% off #1.png", png(1920, 1080));
  const { stdout, status } = tare(["inspect", path, "--model", "gpt-4o"]);
  assert.equal(status, 0);
  assert.match(stdout, /sent +1,105 tokens, image 1920 × 1080/);
  assert.match(stdout, /911 × 512: 425 tokens, saves 680 tokens \(62%\)/);
  assert.match(stdout, /low detail: 85 tokens/);
  assert.match(stdout, /DUET-VLM/);
  const { media, sent } = JSON.parse(tare(["inspect", path, "--model", "gpt-4o", "--json"]).stdout);
  assert.deepEqual([sent.tokens, media[0].width, media[0].cheaper[0].tokens], [1105, 1920, 425]);
  const within = tare(["inspect", path, "--model", "gpt-4o", "--budget", "1000"]);
  assert.equal(within.status, 1);
  assert.match(within.stdout, /1024 × 576: 765 tokens/);
  assert.match(within.stderr, /105 over the budget of 1,000/);
});

test("what is no picture under its name has a range, and one that is not there is told", () => {
  const { stdout } = tare(["inspect", write("broken.png", "no picture"), "--model", "gpt-4o"]);
  assert.match(stdout, /sent +≈ 765 \(255 to 1,445\) tokens, image\n/);
  const { status, stderr } = tare(["inspect", join(folder, "none.png")]);
  assert.equal(status, 1);
  assert.match(stderr, /none\.png: no such file\.\n$/);
});

test("of several files each has a line, and what fails is told while the rest go on", () => {
  const [one, two] = ["prompts/one.md", "prompts/deep/two.md"].map((name) => write(name, "Please be kind.\n"));
  write("prompts/node_modules/three.md", "Not this one.\n");
  const { stdout, stderr, status } = tare(["inspect", join(folder, "prompts/**/*.md"), join(folder, "none.md")]);
  assert.equal(status, 1);
  assert.match(stderr, /none\.md: no such file\.\ntare: 1 of 3 files failed\.\n$/);
  const rows = stdout.trim().split("\n");
  assert.deepEqual(
    rows.map((row) => row.split(/\s{2,}/)[0]),
    ["file", two, one, "in all"],
  );
  const lines = tare(["inspect", "--json", one!, two!])
    .stdout.trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    lines.map(({ id }) => id),
    [one, two],
  );
  assert.match(tare(["inspect", join(folder, "*.none")]).stderr, /no file matches/);
  assert.equal(tare(["inspect", one!, two!, "--budget", "2"]).status, 1);
});
