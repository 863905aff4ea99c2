import { renameSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { screenshot, untilShown } from "../support/screen.ts";
import { clicked, Workbench } from "../support/workbench.ts";

const PROMPT = ".github/prompts/support.prompt.md";
let editor: Workbench;

before(async () => {
  editor = await Workbench.open();
});
after(() => editor?.close());

/** Opens what the status bar says of the language, where the engine's state stands, until it says the text. */
async function languageStatus(text: RegExp) {
  const status = editor.page.locator(".hover-language-status", { hasText: text });
  await editor.untilSeen(status, async () => {
    await editor.page.mouse.move(640, 400);
    await editor.page.locator(".statusbar-item[id='status.languageStatus'] a").hover({ timeout: 6000 });
  });
  return status;
}

test("the language status says that the engine works here, and leads to the log", async () => {
  await editor.openFile(PROMPT);
  await untilShown(editor.page, "marks", ({ struck }) => struck.length > 0);
  const ready = /Tare engine: ready.*Runs on this machine only/;
  await languageStatus(ready);
  await screenshot(editor.page, "engine-ready-light");
  // Its lines cannot be looked at here: this VS Code has no native part to write them with.
  const output = editor.page.locator(".part.panel").getByRole("combobox", { name: "Output" });
  await editor.untilSeen(output.filter({ hasText: "Tare" }), async () =>
    clicked((await languageStatus(ready)).getByText("Show Log")),
  );
  // To VS Code the log has become the active editor.
  await editor.until("the focus in the log", (api) => api.window.activeTextEditor?.document.uri.scheme === "output");
  await editor.page.locator(".statusbar-item", { hasText: /\d+ tok/ }).waitFor();
  await editor.command("workbench.action.closePanel");
});

test("an engine that does not start is told with its reason, commands say so, and Restart mends it", async () => {
  await editor.openFile(PROMPT);
  const program = join(editor.extensionFolder, "dist/engine.js");
  renameSync(program, `${program}.away`);
  await editor.command("tare.restartEngine");
  await editor.page.locator(".statusbar-item", { hasText: /^\s*Tare$/ }).waitFor();
  await languageStatus(/Tare engine: failed.*Cannot find module/);
  await screenshot(editor.page, "engine-failed-light");
  await editor.command("tare.previewCompression");
  await editor.untilTold("Cannot find module");

  renameSync(`${program}.away`, program);
  await editor.untilSeen(editor.page.locator(".statusbar-item", { hasText: /\d+ tok/ }), async () =>
    clicked((await languageStatus(/failed/)).getByText("Restart")),
  );
  await untilShown(editor.page, "marks", ({ struck }) => struck.length > 0);
});
