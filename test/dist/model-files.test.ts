import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { projectPath } from "../support/tare.ts";

/** The product as it is installed, with model files of its own that a test may break. */
function installation(): string {
  const root = mkdtempSync(join(tmpdir(), "tare-"));
  cpSync(projectPath("dist"), join(root, "dist"), { recursive: true });
  for (const model of ["minilm", "encoder", "forecast", "compress-keep", "task-kind"]) {
    cpSync(projectPath(`models/${model}`), join(root, `models/${model}`), { recursive: true });
  }
  cpSync(projectPath("package.json"), join(root, "package.json"));
  for (const folder of ["engine", "node_modules"]) symlinkSync(projectPath(folder), join(root, folder));
  return root;
}

const INSPECT = ["inspect"];
const FORECAST = ["forecast"];
const ATTRIBUTE = ["inspect", "--method", "decompx"];

function run(root: string, command: readonly string[]) {
  return spawnSync(process.execPath, [join(root, "dist/cli.js"), ...command], { input: "One two.", encoding: "utf8" });
}

function assertRefused(root: string, words: RegExp, command = INSPECT) {
  const { status, stderr } = run(root, command);
  assert.equal(status, 1, stderr);
  assert.match(stderr, words);
  assert.equal(stderr.trim().split("\n").length, 1, stderr);
}

/** Turns one bit in the middle of a file over: it can still be read, but says something else. */
function damage(root: string, file: string) {
  const path = join(root, file);
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(path, bytes);
}

test("missing weights are named in one line", () => {
  const root = installation();
  for (const command of [INSPECT, FORECAST, ATTRIBUTE]) assert.equal(run(root, command).status, 0);
  rmSync(join(root, "models/encoder/encoder.onnx"));
  assertRefused(root, /encoder\.onnx/);
  rmSync(join(root, "models/minilm/weights.bin"));
  assertRefused(root, /weights\.bin/, ATTRIBUTE);
});

test("weights that end too early are named in one line, and the runtime says nothing of its own", () => {
  const root = installation();
  truncateSync(join(root, "models/minilm/weights.bin"), 1_000_000);
  assertRefused(root, /models\/minilm\/weights\.bin is damaged/, ATTRIBUTE);
  truncateSync(join(root, "models/encoder/encoder.onnx"), 1_000_000);
  assertRefused(root, /models\/encoder\/encoder\.onnx is damaged/);
});

test("a server for agents whose weights were damaged works once they are whole, without a restart", async (t) => {
  const root = installation();
  const graph = join(root, "models/encoder/encoder.onnx");
  const client = new Client({ name: "test", version: "0" });
  damage(root, "models/encoder/encoder.onnx");
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [join(root, "dist/cli.js"), "mcp"] }),
  );
  t.after(() => client.close());
  const compress = () =>
    client.callTool({ name: "compress_prompt", arguments: { text: "Please answer quite politely." } });
  for (let i = 0; i < 2; i++) assert.match(JSON.stringify(await compress()), /encoder\.onnx is damaged/);
  cpSync(projectPath("models/encoder/encoder.onnx"), graph);
  assert.equal((await compress()).isError, undefined);
});

const FILES = {
  "encoder/encoder.onnx": INSPECT,
  "encoder/vocab.txt": INSPECT,
  "minilm/weights.bin": ATTRIBUTE,
  "minilm/vocab.txt": INSPECT,
  "forecast/calls.json": FORECAST,
  "forecast/prompt.onnx": FORECAST,
  "forecast/work.json": FORECAST,
  "compress-keep/weights.json": INSPECT,
  "task-kind/weights.json": INSPECT,
};
for (const [file, command] of Object.entries(FILES)) {
  test(`a damaged ${file} is named in one line`, () => {
    const root = installation();
    damage(root, `models/${file}`);
    assertRefused(root, new RegExp(`models/${file} is damaged`), command);
  });
}
