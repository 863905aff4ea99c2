import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { projectPath } from "../support/tare.ts";

const folder = mkdtempSync(join(tmpdir(), "tare-tarball-"));
const installed = join(folder, "node_modules/tare");

function run(command: string, args: readonly string[], cwd: string, input = "", env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    input,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", npm_config_update_notifier: "false", ...env },
    shell: process.platform === "win32",
  });
  assert.equal(error, undefined);
  return { status, stdout, stderr };
}

/**
 * As an installation leaves it. `npm install` itself would ask a registry for the runtime, so the tarball is unpacked here
 * and the packages that it depends on, and no other, are linked to those of this checkout.
 */
before(() => {
  mkdirSync(join(folder, "node_modules/.bin"), { recursive: true });
  const packed = run("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], projectPath("."));
  assert.equal(packed.status, 0, packed.stderr);
  const [tarball] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
  assert.equal(run("tar", ["-xzf", tarball!], folder).status, 0);
  renameSync(join(folder, "package"), installed);
  const { bin, dependencies } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  const link = join(folder, "node_modules/.bin/tare");
  if (process.platform === "win32") writeFileSync(`${link}.cmd`, `@node "${join(installed, bin.tare)}" %*\r\n`);
  else symlinkSync(join(installed, bin.tare), link);
  for (const name of Object.keys(dependencies))
    symlinkSync(projectPath(`node_modules/${name}`), join(folder, "node_modules", name), "junction");
});
after(() => rmSync(folder, { recursive: true }));

test("npx tare runs from the tarball in an empty folder, and asks no network", () => {
  const guard = { NODE_OPTIONS: `--require ${projectPath("test/support/no-network.cjs")}` };
  const prompt = "Please answer in one sentence. It would be very nice if you could keep it short.";
  for (const args of [["models"], ["inspect", "--json"], ["compress"], ["forecast", "--model", "gpt-5.5"]]) {
    const { status, stdout, stderr } = run("npx", ["--offline", "tare", ...args], folder, prompt, guard);
    assert.equal(status, 0, `${args[0]}: ${stderr}`);
    assert.notEqual(stdout, "");
  }
});

test("the tarball holds the command line and its data, and neither sources nor the editor's side", () => {
  const files = readdirSync(installed, { recursive: true, encoding: "utf8" }).map((name) => name.replaceAll("\\", "/"));
  for (const file of ["dist/cli.js", "README.md", "LICENSE", "THIRD_PARTY.md"]) assert.ok(files.includes(file), file);
  assert.deepEqual(
    files.filter((file) => /\.(?:ts|py|map|cjs)$|^(?:test|bench|models\/recipes|webview|media)\b/.test(file)),
    [],
  );
});
