import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { untilShown } from "../support/screen.ts";
import { untilEqual } from "../support/settled.ts";
import { Workbench } from "../support/workbench.ts";

const PROMPT = ".github/prompts/support.prompt.md";
const KILLS = 50;
let editor: Workbench;

before(async () => {
  editor = await Workbench.open();
});
after(() => editor?.close());

/** Types a word at the end of the prompt. */
const type = (word: string) =>
  editor.evaluate(async (api, typed) => {
    const { document } = api.window.activeTextEditor!;
    const edit = new api.WorkspaceEdit();
    edit.insert(document.uri, document.positionAt(document.getText().length), `${typed}\n`);
    await api.workspace.applyEdit(edit);
  }, word);

/** Whether the prompt as it stands has been inspected: its hover speaks of its last word. */
const isInspected = (word: string) =>
  editor.until(
    `an inspection with “${word}”`,
    async (api, last) => {
      const { document } = api.window.activeTextEditor!;
      const position = document.positionAt(document.getText().lastIndexOf(last) + 1);
      type Hover = import("vscode").Hover;
      const hovers = await api.commands.executeCommand<Hover[]>("vscode.executeHoverProvider", document.uri, position);
      return hovers.some((h) => h.contents.some((c) => (c as import("vscode").MarkdownString).value.includes("Tare")));
    },
    word,
    60_000,
  );

test("the engine, killed 50 times at random with requests in flight, loses no text and leaves no stale mark", async () => {
  await editor.openFile(PROMPT);
  await untilShown(editor.page, "marks", ({ struck }) => struck.length > 0);
  let expected = await editor.evaluate((api) => api.window.activeTextEditor!.document.getText());
  let killed = 0;
  for (let i = 0; killed < KILLS; i++) {
    const word = `Velo${i}`;
    expected += `${word}\n`;
    await type(word);
    await new Promise((later) => setTimeout(later, (i * 37) % 180));
    for (const pid of editor.enginePids()) {
      process.kill(pid, "SIGKILL");
      killed++;
    }
    await isInspected(word);
  }
  assert.equal(await editor.evaluate((api) => api.window.activeTextEditor!.document.getText()), expected);
  const { struck } = await untilShown(editor.page, "marks", (marks) => marks.struck.length > 0);
  for (const word of struck) assert.ok(expected.includes(word.replaceAll("\u00a0", " ")), `“${word}” is in the text`);
  assert.equal(editor.enginePids().length, 1, "one engine runs");
});

test("the engine rests where no prompt is shown", async () => {
  await editor.openFile(PROMPT);
  await untilShown(editor.page, "marks", ({ struck }) => struck.length > 0);
  await editor.evaluate((api) => api.commands.executeCommand("workbench.action.files.saveAll"));
  await editor.command("workbench.action.closeAllEditors");
  await editor.command("tare.restartEngine");
  await untilEqual(async () => editor.enginePids(), []);
  // Longer than anything waits before it asks the engine.
  await editor.page.waitForTimeout(4000);
  assert.deepEqual(editor.enginePids(), []);
});
