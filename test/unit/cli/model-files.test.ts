import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, openSync, rmSync, symlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { projectPath } from "../../support/tare.ts";

/** The product as it is installed, with model files of its own that a test may break. */
function installation(): string {
  const root = mkdtempSync(join(tmpdir(), "tare-"));
  cpSync(projectPath("dist"), join(root, "dist"), { recursive: true });
  for (const model of ["minilm", "compress-keep", "task-kind"]) {
    cpSync(projectPath(`models/${model}`), join(root, `models/${model}`), { recursive: true });
  }
  cpSync(projectPath("package.json"), join(root, "package.json"));
  for (const folder of ["engine", "node_modules"]) symlinkSync(projectPath(folder), join(root, folder));
  return root;
}

function inspect(root: string) {
  return spawnSync(process.execPath, [join(root, "dist/cli.js"), "inspect"], { input: "One two.", encoding: "utf8" });
}

function assertRefused(root: string, words: RegExp) {
  const { status, stderr } = inspect(root);
  assert.equal(status, 1, stderr);
  assert.match(stderr, words);
  assert.equal(stderr.trim().split("\n").length, 1, stderr);
}

test("missing weights are named in one line", () => {
  const root = installation();
  assert.equal(inspect(root).status, 0);
  rmSync(join(root, "models/minilm/weights.bin"));
  assertRefused(root, /weights\.bin/);
});

test("damaged weights are named in one line", () => {
  const root = installation();
  writeSync(openSync(join(root, "models/minilm/weights.bin"), "r+"), "damaged", 1_000_000);
  assertRefused(root, /weights\.bin/);
});
