import assert from "node:assert/strict";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { UNIVERSAL } from "../support/code-server.ts";
import { screenshot, untilShown } from "../support/screen.ts";
import { Workbench } from "../support/workbench.ts";

/** Opens a prompt with the universal package, in the extension host that the settings make VS Code choose. */
async function openPrompt(settings: Readonly<Record<string, unknown>>): Promise<Workbench> {
  const editor = await Workbench.open({ vsix: UNIVERSAL, settings });
  await editor.openFile(".github/prompts/support.prompt.md");
  return editor;
}

/** Waits for tokens, price and marks. */
async function untilWeighed({ page }: Workbench): Promise<void> {
  await untilShown(
    page,
    "marks",
    ({ struck, backgrounds }) => struck.length > 5 && Object.keys(backgrounds).length >= 3,
  );
  await page.locator(".statusbar-item", { hasText: /\d+ tok · \$0\.\d+/ }).waitFor();
}

test("in the browser's extension host a prompt is weighed and compressed", async (t) => {
  const editor = await openPrompt({ "remote.extensionKind": { "tare.tare": ["web"] } });
  t.after(() => editor.close());
  await untilWeighed(editor);
  await screenshot(editor.page, "web");
  await editor.command("tare.previewCompression");
  const preview = await editor.until("the preview", (api) =>
    api.workspace.textDocuments.find(({ uri }) => uri.scheme === "tare-compressed")?.getText(),
  );
  assert.doesNotMatch(preview, /Please make sure that you are/);
  assert.match(preview, /200 EUR/);
  assert.deepEqual(editor.enginePids(), [], "all of it without a process");
});

test("in Node's extension host it works without native files", async (t) => {
  const editor = await openPrompt({});
  t.after(() => editor.close());
  const files = readdirSync(editor.extensionFolder, { recursive: true, encoding: "utf8" });
  assert.deepEqual(
    files.filter((file) => /\.(node|dll|dylib|so(\.\d+)*|ts|py|map)$/.test(file)),
    ["dist/engine.js.map"],
    "only the map by which an error of the engine names the lines of the sources",
  );
  const modules = readdirSync(join(editor.extensionFolder, "node_modules"));
  assert.deepEqual(modules.filter((name) => !name.startsWith(".")).sort(), [
    "node-sqlite3-wasm",
    "onnxruntime-common",
    "onnxruntime-web",
  ]);
  assert.ok(statSync(UNIVERSAL).size <= 80e6);
  await untilWeighed(editor);
  assert.equal(editor.enginePids().length, 1);
});
