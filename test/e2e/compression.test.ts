import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { assertInOrder } from "../support/in-order.ts";
import { screenshot, THEMES, untilShown } from "../support/screen.ts";
import { Workbench } from "../support/workbench.ts";

const PROMPT = ".github/prompts/support.prompt.md";
let editor: Workbench;

before(async () => {
  editor = await Workbench.open();
  await editor.command("workbench.action.closeSidebar");
});
beforeEach(async () => {
  await editor.command("workbench.action.closeAllEditors");
  await editor.openFile(PROMPT);
  await untilShown(editor.page, "marks", ({ struck }) => struck.length > 0);
});
after(() => editor?.close());

/** Brings the prompt back as it is on disk. */
async function revert(): Promise<void> {
  await editor.openFile(PROMPT);
  await editor.command("workbench.action.files.revert");
}

/** Sets the retention, in per cent, as a user types it. */
async function setRetention(percent: number): Promise<void> {
  void editor.command("tare.setRetention");
  const input = editor.page.locator(".quick-input-widget input");
  await input.waitFor();
  await input.fill(String(percent));
  await editor.page.keyboard.press("Enter");
}

const text = () => editor.evaluate((api) => api.window.activeTextEditor!.document.getText());

/** The text of the open preview, once it is there and passes the test. */
const preview = (isLongerThan: number, isShorterThan: number) =>
  editor.until(
    "the preview",
    (api, [low, high]) => {
      if (!(api.window.tabGroups.activeTabGroup.activeTab?.input instanceof api.TabInputTextDiff)) return "";
      const shown = api.workspace.textDocuments.find(({ uri }) => uri.scheme === "tare-compressed")?.getText();
      return shown !== undefined && shown.length > low! && shown.length < high! ? shown : "";
    },
    [isLongerThan, isShorterThan],
  );

/** Waits until the status bar says this of what was applied. */
const applied = (message: RegExp) => editor.page.locator(".statusbar-item", { hasText: message }).waitFor();

test("the preview is a diff whose right side is the prompt with words left out, and follows the prompt", async () => {
  const original = await text();
  await editor.page.getByRole("button", { name: "Preview Compressed Prompt" }).first().click();
  const shorter = await preview(10, original.length);
  assertInOrder(shorter, original);
  for (const kept of ["get_order(order_id)", "200 EUR", "Never promise", "{{order_id}}"])
    assert.ok(shorter.includes(kept), kept);
  await editor.page.locator(".monaco-diff-editor .line-delete").first().waitFor();
  await editor.page.mouse.move(640, 600);
  for (const theme of ["light", "dark"] as const) {
    await editor.set("workbench.colorTheme", THEMES[theme]);
    await editor.page.waitForTimeout(800);
    await screenshot(editor.page, `diff-${theme}`);
  }
  await editor.set("workbench.colorTheme");
  await editor.command("workbench.action.keepEditor");
  await editor.openFile("AGENTS.md");
  await editor.command("tare.previewCompression");
  await editor.evaluate(async (api) => {
    const edit = new api.WorkspaceEdit();
    for (const { uri, lineCount } of api.workspace.textDocuments)
      if (uri.scheme === "file") edit.insert(uri, new api.Position(lineCount, 0), "\nNever reveal the code 48213.\n");
    await api.workspace.applyEdit(edit);
  });
  await editor.until("the new line on the right of both", (api) => {
    const previews = api.workspace.textDocuments.filter(({ uri }) => uri.scheme === "tare-compressed");
    return previews.length === 2 && previews.every(({ getText }) => getText().includes("48213"));
  });
  await revert();
  await editor.openFile("AGENTS.md");
  await editor.command("workbench.action.files.revert");
});

test("a command sets the retention; more retention, a longer preview", async () => {
  const original = await text();
  await editor.command("tare.previewCompression");
  const first = await preview(10, original.length);
  await setRetention(95);
  await preview(first.length, original.length);
});

test("Apply takes what is safe at once, and one undo brings it back", async () => {
  const original = await text();
  await setRetention(90);
  await preview(10, original.length);
  await editor.page.getByRole("button", { name: "Apply Compression" }).first().click();
  await editor.until(
    "the applied text",
    (api, length) => {
      const { document } = api.window.activeTextEditor!;
      return document.uri.scheme === "file" && document.getText().length < length;
    },
    original.length,
  );
  assertInOrder(await text(), original);
  await applied(/^Tare: the prompt is [\d.]+% shorter, \$[\d.]+ less per 1,000 calls\. Undo takes it back\.$/);
  await editor.command("undo");
  assert.equal(await text(), original);
});

test("Apply asks about what goes only to reach the budget", async () => {
  const original = await text();
  await setRetention(45);
  await preview(10, original.length * 0.85);
  void editor.command("tare.applyCompression");
  const review = editor.page.locator(".bulk-edit-panel");
  await review.waitFor();
  await review.locator(".monaco-list-row").first().waitFor();
  await screenshot(editor.page, "review-light");
  const checked = await editor.page.evaluate<boolean[]>(
    `[...document.querySelectorAll(".bulk-edit-panel [role=checkbox], .bulk-edit-panel input[type=checkbox]")].map((box) => box.checked ?? box.getAttribute("aria-checked") === "true")`,
  );
  assert.ok(checked.includes(false) && checked.includes(true), "what is safe is checked, what is risky is not");
  await editor.page.getByRole("button", { name: "Apply", exact: true }).click();
  await review.waitFor({ state: "hidden" });
  const taken = await editor.evaluate((api) =>
    api.workspace.textDocuments.find(({ fileName }) => fileName.endsWith("support.prompt.md"))!.getText(),
  );
  assertInOrder(taken, original);
  // Only a part was taken of what the saving was computed for.
  await applied(/^Tare: the prompt is [\d.]+% shorter\. Undo takes it back\.$/);
  await revert();
});

test("of a part of a file it is told how much shorter the part is", async () => {
  await editor.openFile("src/summarize.ts");
  const [whole, part] = await editor.evaluate((api) => {
    const shown = api.window.activeTextEditor!;
    const code = shown.document.getText();
    const [start, end] = [code.indexOf("You are an editor"), code.indexOf("`;")];
    shown.selection = new api.Selection(shown.document.positionAt(start), shown.document.positionAt(end));
    return [code.length, end - start];
  });
  await editor.command("tare.inspectSelection");
  await setRetention(90);
  await preview(10, whole!);
  await editor.command("tare.applyCompression");
  const message = editor.page.locator(".statusbar-item", { hasText: "Tare: the prompt is" });
  const shorter = whole! - (await text()).length;
  await message.filter({ hasText: `${((100 * shorter) / part!).toPrecision(2)}% shorter` }).waitFor();
  await editor.command("workbench.action.files.revert");
});

test("quick fixes remove one stretch, or all of a selection; commands walk from one to the next", async () => {
  const original = await text();
  await editor.command("tare.nextRemovable");
  const selected = await editor.evaluate((api) => {
    const { document, selection } = api.window.activeTextEditor!;
    return { start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) };
  });
  assert.ok(selected.start < selected.end);
  const fixes = (everything: boolean) =>
    editor.until(
      "a quick fix",
      async (api, all) => {
        const { document, selection } = api.window.activeTextEditor!;
        const range = all ? new api.Range(0, 0, document.lineCount, 0) : selection;
        type Action = import("vscode").CodeAction;
        const found = await api.commands.executeCommand<Action[]>(
          "vscode.executeCodeActionProvider",
          document.uri,
          range,
        );
        const fix = found.find((a) => a.title.startsWith("Remove "));
        if (fix) await api.workspace.applyEdit(fix.edit!);
        return fix?.title;
      },
      everything,
    );
  assert.match(await fixes(false), /^Remove “.+” \(.+, −\d+ tokens?\)$/);
  assert.equal(await text(), original.slice(0, selected.start) + original.slice(selected.end));
  await editor.command("undo");
  await untilShown(editor.page, "marks", ({ struck }) => struck.length > 0);
  await editor.command("tare.nextRemovable");
  await editor.command("workbench.action.focusActiveEditorGroup");
  await editor.command("editor.action.quickFix");
  const offered = editor.page.locator(".action-widget .monaco-list-row", { hasText: "Remove “" });
  await offered.first().waitFor();
  await screenshot(editor.page, "quick-fix-light");
  await offered.first().click();
  await editor.until(
    "a removal",
    (api, length) => api.window.activeTextEditor!.document.getText().length < length,
    original.length,
  );
  await editor.command("undo");
  await untilShown(editor.page, "marks", ({ struck }) => struck.length > 0);
  assert.match(await fixes(true), /^Remove the \d+ stretches that can go here \(−\d+ tokens\)$/);
  assert.ok((await text()).length < original.length);
  await revert();
});

/** What stands above the lines of the active editor. */
const lenses = () =>
  editor.evaluate(async (api) => {
    const { uri } = api.window.activeTextEditor!.document;
    type Lens = import("vscode").CodeLens;
    const found = await api.commands.executeCommand<Lens[]>("vscode.executeCodeLensProvider", uri, 100);
    return found.map((lens) => `${lens.range.start.line}: ${lens.command?.title}`);
  });

test("headings carry their tokens, share and price: above them, behind them or not at all", async () => {
  const titles = await lenses();
  assert.ok(titles.length >= 5);
  for (const title of titles) assert.match(title, /^\d+: [\d,]+ tok · [\d.]+% · \$[\d.]+$/);
  const shown = editor.page.locator(".codelens-decoration", { hasText: /\d+ tok · / });
  await shown.first().waitFor();
  const hint = editor.page.locator(".view-line", { hasText: /##\sTone\s*\d+\stok/ });
  await editor.set("tare.sectionCosts", "inlayHints");
  await hint.waitFor();
  await shown.first().waitFor({ state: "hidden" });
  await screenshot(editor.page, "section-costs-inlay-light");
  await editor.set("tare.sectionCosts", "off");
  await hint.waitFor({ state: "hidden" });
  assert.deepEqual(await lenses(), []);
  await editor.set("tare.sectionCosts");
});

test("messages and rows of chat files carry theirs too", async () => {
  const row = JSON.stringify({
    messages: [
      { role: "system", content: "Rewrite the headline. Do not add facts." },
      { role: "user", content: "The one thing nobody tells you about heat pumps" },
    ],
  });
  // A row counts as a whole, and so does each of its two messages.
  const files = [
    ["prompts/headlines.jsonl", `${row}\n${row}\n`, 6],
    ["prompts/headline.json", row, 2],
  ] as const;
  for (const [path, content, count] of files) {
    await editor.evaluate(
      async (api, [name, text]) => {
        const uri = api.Uri.joinPath(api.workspace.workspaceFolders![0]!.uri, name);
        await api.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
      },
      [path, content] as const,
    );
    await editor.openFile(path);
    await editor.page
      .locator(".codelens-decoration", { hasText: /\d+ tok · / })
      .first()
      .waitFor();
    assert.equal((await lenses()).length, count, path);
    // How the provider frames messages is known within bounds only.
    await editor.page.locator(".statusbar-item", { hasText: /^≈ \d+ tok/ }).waitFor();
  }
});

test("a warning over the budget offers a version within it", async () => {
  const original = await text();
  await editor.set("tare.budgets", { "**/*.prompt.md": 240 });
  await editor.until("the fix, carried out", async (api) => {
    const { document } = api.window.activeTextEditor!;
    type Action = import("vscode").CodeAction;
    const whole = new api.Range(0, 0, document.lineCount, 0);
    const found = await api.commands.executeCommand<Action[]>("vscode.executeCodeActionProvider", document.uri, whole);
    const fix = found.find((a) => a.title === "Preview a version within the budget");
    if (fix) await api.commands.executeCommand(fix.command!.command, ...fix.command!.arguments!);
    return fix !== undefined;
  });
  await preview(10, original.length);
  await editor.set("tare.budgets");
});
