import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setUpEditor } from "../support/editor-setup.ts";
import { untilShown } from "../support/screen.ts";
import { Workbench } from "../support/workbench.ts";

/** Runs a command with no network but its own loopback; for that Linux must allow namespaces to this user. */
function withoutNetwork(command: readonly string[]) {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const inside = ["sh", "-c", 'ip link set lo up && exec "$@"', "sh", ...command];
  return spawnSync("unshare", ["--net", "--map-root-user", ...inside], { env, encoding: "utf8" });
}

const isCutOff = Object.keys(networkInterfaces()).every((name) => name === "lo");

if (!isCutOff && withoutNetwork(["true"]).status === 0) {
  test("with the network cut off everything works, and nothing of Tare tries to reach it", () => {
    setUpEditor();
    const run = withoutNetwork([process.execPath, "--import", "tsx", "--test", import.meta.filename]);
    assert.equal(run.status, 0, run.stdout + run.stderr);
  });
} else {
  test(`nothing of Tare tries to reach the network${isCutOff ? ", which is cut off" : ""}`, useEverything);
}

/** Uses every part of Tare while all its ways to the network are watched. */
async function useEverything(): Promise<void> {
  const editor = await Workbench.open();
  try {
    const requested: string[] = [];
    editor.page.on("request", (request) => {
      if (request.frame().url().includes("/webview/")) requested.push(new URL(request.url()).hostname);
    });
    await watchExtensionHost(editor);
    await editor.command("tare.restartEngine");
    await editor.command("tare.panel.focus");
    await editor.openFile(".github/prompts/support.prompt.md");
    await untilShown(editor.page, "marks", ({ struck }) => struck.length > 0);
    await editor.page.locator(".statusbar-item", { hasText: /\d+ tok · \$/ }).waitFor();
    await editor.page
      .locator(".codelens-decoration", { hasText: /\d+ tok · / })
      .first()
      .waitFor();
    const panel = editor.page.frameLocator("iframe.webview").frameLocator("iframe#active-frame");
    await panel.getByText("tokens sent").waitFor();
    await panel.getByText("1 in 10 uses more than").waitFor();
    await editor.command("tare.previewCompression");
    await editor.page.locator(".monaco-diff-editor .line-delete").first().waitFor();
    const model = editor.page.locator(".quick-input-list .monaco-list-row", { hasText: "gpt-5.5" }).first();
    await editor.untilSeen(model, () => editor.begin("tare.selectModel"));
    await editor.command("workbench.action.closeQuickOpen");
    assert.equal(editor.enginePids().length, 1, "the engine, which ends at an attempt, runs");
    assert.deepEqual(await editor.evaluate((_api, _args, cells) => cells.get("attempts")), []);
    // VS Code's address for an extension's files; its service worker answers it on this machine.
    const isOutside = (host: string) => host !== "localhost" && !host.endsWith(".vscode-resource.vscode-cdn.net");
    assert.deepEqual(requested.filter(isOutside), []);
  } finally {
    await editor.close();
  }
}

/** From now on an engine ends at an attempt, and the extension's own attempts are noted; others are let through. */
function watchExtensionHost(editor: Workbench): Promise<void> {
  return editor.evaluate(
    (_api, guard, cells) => {
      process.env.NODE_OPTIONS = `--require ${guard}`;
      const attempts: string[] = [];
      cells.set("attempts", attempts);
      const note = (what: unknown) => {
        if (new Error().stack?.includes("tare.tare-")) attempts.push(String(what));
      };
      const { Socket } = process.getBuiltinModule("node:net");
      const { connect } = Socket.prototype;
      Socket.prototype.connect = function (this: InstanceType<typeof Socket>, ...args: unknown[]) {
        note(JSON.stringify(args[0]));
        return connect.apply(this, args as never);
      } as typeof connect;
      const { fetch } = globalThis;
      globalThis.fetch = (...args) => {
        note(args[0]);
        return fetch(...args);
      };
    },
    join(import.meta.dirname, "../support/no-network.cjs"),
  );
}
