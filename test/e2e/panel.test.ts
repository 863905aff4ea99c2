import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Frame } from "playwright-core";
import { breachesInEditor } from "../support/accessibility.ts";
import { inThemes, screenshot } from "../support/screen.ts";
import { settled, untilEqual, untilMatch } from "../support/settled.ts";
import { clicked, Workbench } from "../support/workbench.ts";

const PROMPT = ".github/prompts/support.prompt.md";
let editor: Workbench;
let panel: Frame;

before(async () => {
  editor = await Workbench.open();
  panel = await editor.openPanel();
});
after(() => editor?.close());

test("without a prompt the panel says what to do, and its button opens the sample", async () => {
  await editor.untilGiven(
    "the sample",
    () => clicked(panel.getByRole("button", { name: "Open a Sample Prompt" })),
    (api) => api.window.activeTextEditor?.document.languageId === "prompt",
  );
  await panel.getByText("tokens sent").waitFor();
});

test("the panel weighs the open prompt, in every theme without an accessibility fault", async () => {
  await editor.openFile(PROMPT);
  await panel.getByRole("heading", { name: "support.prompt.md" }).waitFor();
  await panel
    .getByText(/^\d+ of \d+$/)
    .or(panel.getByText(/of 3\d\d/))
    .first()
    .waitFor();
  await inThemes(editor, async (theme) => {
    assert.deepEqual(await breachesInEditor(panel, "sideBar"), [], theme);
    await screenshot(editor.page, `panel-${theme}`);
  });
});

test("the slider squeezes what Preview shows", async () => {
  await editor.openFile(PROMPT);
  const slider = panel.getByRole("slider", { name: "Share of the prose to keep" });
  await panel.getByRole("heading", { name: "Trim", exact: true }).waitFor();
  const said = () => slider.getAttribute("aria-valuetext");
  await slider.focus();
  await slider.press("End");
  await untilMatch(said, /^100% of the prose\. Removes nothing\. Next: filler\./);
  await editor.untilGiven(
    "the diff",
    () => clicked(panel.getByRole("button", { name: "Preview" })),
    (api) => api.window.tabGroups.activeTabGroup.activeTab?.input instanceof api.TabInputTextDiff,
  );
  await untilEqual(savingsShown, 0);
  const length = await editor.evaluate(
    (api) => api.workspace.textDocuments.find(({ uri }) => uri.scheme === "tare-compressed")!.getText().length,
  );
  for (let i = 0; i < 20; i++) await slider.press("ArrowLeft");
  await untilMatch(said, /^80% of the prose\. Below \d+%, rules would have to go: \d of 7 at 80%/);
  // The open preview follows, and so does what the status bar says of it; before the first rule it stops.
  await editor.until(
    "a shorter preview",
    (api, than) =>
      api.workspace.textDocuments.some(
        ({ uri, getText }) => uri.scheme === "tare-compressed" && getText().length < than,
      ),
    length,
  );
  const saved = await settled(savingsShown, (share) => share >= 0.05);
  assert.ok(saved >= 0.05 && saved < 0.15, `${saved} of the tokens saved`);
});

/** The share of the tokens that the open preview saves, as the status bar says. */
async function savingsShown(): Promise<number> {
  const shown = await editor.page.locator(".statusbar-item", { hasText: "→" }).textContent();
  const [, before, after] = /(\d+) → (\d+) tok/.exec(shown ?? "") ?? [];
  return 1 - Number(after) / Number(before);
}

test("the month's calls are kept as a setting", async () => {
  await editor.openFile(PROMPT);
  const volume = panel.getByRole("textbox", { name: "A month of" });
  await volume.fill("2,000,000");
  await volume.press("Enter");
  await editor.until("the setting", (api) => api.workspace.getConfiguration("tare").get("callsPerMonth") === 2_000_000);
  const file = join(editor.extensionFolder, "../../User/settings.json");
  const settings = readFileSync(file, "utf8");
  writeFileSync(file, `${settings},`);
  await volume.fill("5");
  await volume.press("Enter");
  await editor.untilTold("Unable to write into user settings");
  writeFileSync(file, settings);
  // The editor writes none before it has read the file again.
  await editor.until("settings that can be written", async (api) => {
    const setting = api.workspace.getConfiguration("tare");
    return setting.update("callsPerMonth", undefined, api.ConfigurationTarget.Global).then(
      () => true,
      () => false,
    );
  });
});

test("a retention that cannot be is told, and the default holds", async () => {
  await editor.set("tare.retention", 7);
  await editor.openFile("AGENTS.md");
  await editor.untilTold("tare.retention cannot be 7");
  await panel.getByRole("heading", { name: "Trim", exact: true }).waitFor();
  await editor.set("tare.retention");
});

test("from prompt to prompt, and back from a file that is none, the panel speaks of the one in front", async () => {
  const counts = panel.locator("dd", { hasText: /of \d+$/ }).first();
  // The first number is a guess, with a sign before it, until the prompt is compressed.
  const show = async (path: string, numbers: RegExp) => {
    await editor.openFile(path);
    await counts.filter({ hasText: numbers }).waitFor();
    return counts.textContent();
  };
  await editor.command("workbench.action.closeAllEditors");
  const guide = await show("AGENTS.md", /^\s*\d+ of (?!299)\d+$/);
  const alone = await show(PROMPT, /^\s*\d+ of 299$/);
  assert.notEqual(guide, alone);
  for (let i = 0; i < 5; i++) {
    await editor.openFile("AGENTS.md");
    await editor.openFile(PROMPT);
  }
  await editor.page.waitForTimeout(1000);
  assert.equal(await show(PROMPT, /^\s*\d+ of 299$/), alone);
  await editor.openFile("notes.txt");
  await panel.getByRole("button", { name: "Open a Sample Prompt" }).waitFor();
  assert.equal(await show(PROMPT, /^\s*\d+ of 299$/), alone);
});

test("a prompt without numbers is never shown those of another", async () => {
  const counts = panel.locator("dd", { hasText: /of \d+$/ }).first();
  await editor.openFile(PROMPT);
  await counts.filter({ hasText: /of 299$/ }).waitFor();
  await editor.set("tare.model", "gpt-9-turbo");
  await panel.getByText("Unknown model").waitFor();
  assert.equal(await counts.count(), 0);
  await editor.set("tare.model");
  await counts.filter({ hasText: /of 299$/ }).waitFor();
  const open = (sentences: number) =>
    editor.evaluate(async (api, many) => {
      const content = Array.from({ length: many }, (_, i) => `Sentence ${i} of this prompt says little.`).join(" ");
      await api.window.showTextDocument(await api.workspace.openTextDocument({ language: "prompt", content }));
    }, sentences);
  // So long that it is still weighed as one looks.
  await open(8000);
  await panel.getByText("Weighing the prompt…").waitFor();
  assert.equal(await counts.count(), 0);
  await open(30_000);
  await panel.getByText("too long to weigh as you type").waitFor();
  assert.equal(await counts.count(), 0);
});
