import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { projectPath, tare } from "../support/tare.ts";

const guard = { NODE_OPTIONS: `--require ${projectPath("test/support/no-network.cjs")}` };
const folder = mkdtempSync(join(tmpdir(), "tare-network-"));
process.env.XDG_DATA_HOME = folder;
const log = join(folder, "calls.jsonl");
writeFileSync(log, '{"model":"gpt-5","reasoning_tokens":640,"text":"Why is the sky blue?"}');
const commands = [
  ["inspect", projectPath("test/fixtures/support-agent.prompt.md"), "--json"],
  ["compress", projectPath("test/fixtures/support-agent.prompt.md"), "--keep", "0.6"],
  ["forecast", projectPath("test/fixtures/support-agent.prompt.md"), "--calls", log],
  ["audit", log],
  ["ledger", "import", log],
  ["ledger", "report"],
  ["models"],
];

test("the guard sees an attempt", () => {
  const { status } = spawnSync(process.execPath, ["-e", "fetch('http://192.0.2.1')"], {
    env: { ...process.env, ...guard },
  });
  assert.equal(status, 99);
});

for (const args of commands) {
  test(`tare ${args[0]} attempts no connection`, () => {
    const { status, stderr } = tare(args, "", guard);
    assert.doesNotMatch(stderr, /NETWORK ATTEMPT/);
    assert.equal(status, 0, stderr);
  });
}

// An empty network namespace also stops what native code would do; where the system has none, the guard above stands.
const isolate = ["--user", "--map-root-user", "--net"];
const canIsolate = spawnSync("unshare", [...isolate, "true"]).status === 0;

test("everything works with no network at all", { skip: canIsolate ? false : "no network namespaces here" }, () => {
  for (const args of commands) {
    const { status, stderr } = spawnSync(
      "unshare",
      [...isolate, process.execPath, projectPath("dist/cli.js"), ...args],
      { encoding: "utf8" },
    );
    assert.equal(status, 0, stderr);
  }
});
