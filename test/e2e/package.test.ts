import assert from "node:assert/strict";
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { VSIX } from "../support/code-server.ts";
import { Workbench } from "../support/workbench.ts";

let editor: Workbench;

before(async () => {
  editor = await Workbench.open();
});
after(() => editor?.close());

test("the package has what it needs, its licences, this platform's native files only, the engine's source map, and at most 80 MB", () => {
  const files = readdirSync(editor.extensionFolder, { recursive: true, encoding: "utf8" });
  for (const file of ["LICENSE.txt", "THIRD_PARTY.md"]) assert.ok(files.includes(file), file);
  const isNative = /\.(node|dll|dylib|so(\.\d+)*)$/;
  const native = files.filter((file) => isNative.test(file));
  assert.ok(native.length > 0);
  for (const file of native) assert.match(file, /onnxruntime-node\/bin\/napi-v6\/linux\/x64\//);
  const modules = readdirSync(join(editor.extensionFolder, "node_modules"));
  assert.deepEqual(modules.filter((name) => !name.startsWith(".")).sort(), [
    "node-sqlite3-wasm",
    "onnxruntime-common",
    "onnxruntime-node",
  ]);
  assert.deepEqual(
    files.filter((file) => /\.(ts|py|map)$/.test(file)),
    [join("dist", "engine.js.map")],
  );
  assert.ok(statSync(VSIX).size <= 80e6);
});

test("without its model files Tare says so, once, and what to do", async () => {
  rmSync(join(editor.extensionFolder, "models"), { recursive: true });
  await editor.openFile(".github/prompts/support.prompt.md");
  await editor.page.locator(".statusbar-item", { hasText: /^\s*Tare$/ }).waitFor();
  await editor.openFile("AGENTS.md");
  await editor.page.waitForTimeout(2000);
  const messages = editor.page.locator(".notification-list-item-message", { hasText: "models" });
  await editor.untilSeen(messages.first(), () => editor.command("notifications.showList"));
  assert.equal(await messages.count(), 1);
  assert.match((await messages.textContent()) ?? "", /^models\/\S+ is missing or cannot be read; reinstall Tare\.$/);
});
