import assert from "node:assert/strict";
import { fork, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { CancellationTokenSource, createMessageConnection } from "vscode-jsonrpc";
import { IPCMessageReader, IPCMessageWriter } from "vscode-jsonrpc/node";
import { inspectRequest, shareDone } from "../../protocol/engine.ts";
import type { Inspection } from "../../protocol/inspection.ts";
import { projectPath } from "../support/tare.ts";

/**
 * How far WebAssembly may be from native code, relative to the largest value. Attributions are in single precision;
 * measured: at most 1e-6. For importance activations are rounded to 8 bits, by each in its own way; measured: 0.007.
 */
const TOLERANCES = { combined: 1e-5, importance: 0.02 } as const;

const prompt = projectPath("test/fixtures/support-agent.prompt.md");
const roots: string[] = [];

after(() => {
  for (const root of roots) rmSync(root, { recursive: true });
});

/** The product as it is installed, with some of its runtimes only. */
function installation(...runtimes: readonly string[]): string {
  const root = mkdtempSync(join(tmpdir(), "tare-"));
  roots.push(root);
  cpSync(projectPath("dist"), join(root, "dist"), { recursive: true });
  cpSync(projectPath("package.json"), join(root, "package.json"));
  for (const folder of ["engine", "models"]) symlinkSync(projectPath(folder), join(root, folder));
  mkdirSync(join(root, "node_modules"));
  for (const name of runtimes) symlinkSync(projectPath(`node_modules/${name}`), join(root, "node_modules", name));
  return root;
}

function inspect(root: string, method: keyof typeof TOLERANCES = "importance") {
  const args = [join(root, "dist/cli.js"), "inspect", prompt, "--json", "--method", method];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  return { status, stderr, inspection: status === 0 ? (JSON.parse(stdout) as Inspection) : undefined };
}

test("without native code the engine says the same in WebAssembly", () => {
  const [native, wasm] = [installation("onnxruntime-node"), installation("onnxruntime-web")];
  for (const [method, tolerance] of Object.entries(TOLERANCES)) {
    const [expected, found] = [native, wasm].map(
      (root) => inspect(root, method as keyof typeof TOLERANCES).inspection!,
    );
    const largest = Math.max(...expected!.tokens.map((token) => token.salience));
    assert.ok(largest > 0);
    assert.deepEqual(
      found!.tokens.map(({ salience: _, ...token }) => token),
      expected!.tokens.map(({ salience: _, ...token }) => token),
    );
    for (const [i, { salience }] of expected!.tokens.entries()) {
      const error = Math.abs(found!.tokens[i]!.salience - salience) / largest;
      assert.ok(error <= tolerance, `${method}, token ${i}: ${error}`);
    }
    assert.deepEqual(
      found!.removable.map(({ start, end }) => [start, end]),
      expected!.removable.map(({ start, end }) => [start, end]),
    );
  }
});

test("in WebAssembly too, work stops when it is cancelled", async (t) => {
  const child = fork(join(installation("onnxruntime-web"), "dist/engine.js"));
  const engine = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  t.after(() => {
    engine.dispose();
    child.kill();
  });
  const source = new CancellationTokenSource();
  // Beyond a quarter all files are open: only the runs themselves can let the cancellation in.
  engine.onProgress(shareDone, "w", (share) => {
    if (share > 0.3) source.cancel();
  });
  engine.listen();
  const text = Array.from({ length: 150 }, (_, i) => `Sentence ${i} of this text says little.`).join(" ");
  const work = engine.sendRequest(inspectRequest, { text, model: "gpt-5.5", progressToken: "w" }, source.token);
  await assert.rejects(work, { data: { code: "cancelled" } });
});

test("without any runtime it says what to install", () => {
  const { status, stderr } = inspect(installation());
  assert.equal(status, 1);
  assert.match(stderr, /no engine that runs on \S+; install the universal one/);
  assert.equal(stderr.trim().split("\n").length, 1, stderr);
});
