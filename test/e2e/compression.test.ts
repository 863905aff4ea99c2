import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { assertInOrder } from "../support/in-order.ts";
import { inThemes, screenshot, untilShown } from "../support/screen.ts";
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

const text = () => editor.evaluate((api) => api.window.activeTextEditor!.document.getText());

const button = (name: string) => editor.page.getByRole("button", { name }).first();

/** Opens the preview as a user does. */
const openPreview = () => editor.click(button("Preview Compressed Prompt"), button("Apply Compression"));

/** The text of the open preview, once it is there and passes the test. */
const preview = (isLongerThan: number, isShorterThan: number) =>
  editor.until(
    "the preview",
    (api, [low, high]) => {
      const diff = api.window.tabGroups.activeTabGroup.activeTab?.input;
      if (!(diff instanceof api.TabInputTextDiff)) return "";
      const shown = api.workspace.textDocuments.find(({ uri }) => `${uri}` === `${diff.modified}`)?.getText() ?? "";
      return shown.length > low! && shown.length < high! ? shown : "";
    },
    [isLongerThan, isShorterThan],
  );

/** A letter may have become a capital; else the shorter text is the longer one with words left out. */
const assertTrimmed = (shorter: string, original: string) =>
  assertInOrder(shorter.toLowerCase(), original.toLowerCase());

test("the preview is a diff whose right side is the trimmed prompt, and follows the prompt", async () => {
  const original = await text();
  await openPreview();
  const shorter = await preview(10, original.length);
  assertTrimmed(shorter, original);
  assert.doesNotMatch(shorter, /please|basically/i);
  for (const kept of ["get_order(order_id)", "200 EUR", "Never promise", "{{order_id}}", "\nMake sure that"])
    assert.ok(shorter.includes(kept), kept);
  await editor.page.locator(".monaco-diff-editor .line-delete").first().waitFor();
  await editor.page.mouse.move(640, 600);
  const taken = async (theme: string) => {
    await editor.page.waitForTimeout(800);
    await screenshot(editor.page, `diff-${theme}`);
  };
  await inThemes(editor, taken, ["light", "dark"]);
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

test("a preview is read as its prompt is: in its language, with lines that wrap", async () => {
  const open = (language: string) =>
    editor.evaluate(async (api, id) => {
      const content = "Please answer every visitor of the museum in the language in which they ask. ".repeat(6);
      await api.window.showTextDocument(await api.workspace.openTextDocument({ language: id, content }));
    }, language);
  for (const language of ["yaml", "prompt"]) {
    await open(language);
    await editor.command("tare.previewCompression");
    await editor.until(
      "the language of the preview",
      (api, id) => api.workspace.textDocuments.some((d) => d.uri.scheme === "tare-compressed" && d.languageId === id),
      language,
    );
    const right = editor.page.locator(".monaco-diff-editor .editor.modified");
    await right.locator(".view-line").nth(2).waitFor();
    await editor.command("workbench.action.closeActiveEditor");
  }
});

test("Apply trims at once, and one undo brings it back", async () => {
  const original = await text();
  await openPreview();
  const shorter = await preview(10, original.length);
  const applied = /^Tare: the prompt is [\d.]+% shorter, \$[\d.]+ less per 1,000 calls\. Undo restores it\.$/;
  await editor.click(button("Apply Compression"), editor.page.locator(".statusbar-item", { hasText: applied }));
  assert.equal(await text(), shorter);
  await editor.command("undo");
  assert.equal(await text(), original);
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
  await editor.command("tare.previewCompression");
  await preview(10, whole!);
  await editor.command("tare.applyCompression");
  const shorter = `${((100 * (whole! - (await text()).length)) / part!).toPrecision(2)}% shorter`;
  await editor.page.locator(".statusbar-item", { hasText: `Tare: the prompt is ${shorter}` }).waitFor();
  await editor.command("workbench.action.files.revert");
});

/** The quick fixes where the cursor is, by their titles; carries one out if its title begins as given. */
const fix = (title?: string) =>
  editor.until(
    "quick fixes",
    async (api, start) => {
      const { document, selection } = api.window.activeTextEditor!;
      type Action = import("vscode").CodeAction;
      const found = await api.commands.executeCommand<Action[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        selection,
      );
      const mine = found.filter((a) => /^(Remove|Keep|Ignore) /.test(a.title));
      const chosen = mine.find((a) => start && a.title.startsWith(start));
      if (start && !chosen) return undefined;
      if (chosen?.edit) await api.workspace.applyEdit(chosen.edit);
      if (chosen?.command) await api.commands.executeCommand(chosen.command.command, ...chosen.command.arguments!);
      return mine.length > 0 ? mine.map((a) => a.title) : undefined;
    },
    title,
  );

const select = (words: string) =>
  editor.evaluate((api, part) => {
    const shown = api.window.activeTextEditor!;
    const start = shown.document.getText().indexOf(part);
    const end = shown.document.positionAt(start + part.length);
    shown.selection = new api.Selection(shown.document.positionAt(start), end);
  }, words);

const isStruck = (words: string, struck: readonly string[]) =>
  struck.some((part) => part.replaceAll("\u00a0", " ").includes(words));
const marked = (words: string) => untilShown(editor.page, `“${words}” struck`, ({ struck }) => isStruck(words, struck));
const unmarked = (words: string) =>
  untilShown(editor.page, `“${words}” kept`, ({ struck }) => struck.length > 3 && !isStruck(words, struck));

test("a key walks from unit to unit of what trim takes", async () => {
  /** The words that are selected once they are others than before. */
  const stopAfter = (key: string, before = "") =>
    editor.untilGiven(
      "the next stop",
      async () => {
        await editor.command("workbench.action.focusActiveEditorGroup");
        await editor.page.keyboard.press(key);
      },
      (api, last) => {
        const { document, selection } = api.window.activeTextEditor!;
        const words = document.getText(selection);
        return words !== last ? words : undefined;
      },
      before,
    );
  const stops: string[] = [];
  for (let i = 0; i < 3; i++) stops.push(await stopAfter("Control+F8", stops.at(-1)));
  assert.deepEqual(stops, ["It is really important to note that you should basically", "Please", "at all times"]);
  assert.equal(await stopAfter("Control+Shift+F8", stops.at(-1)), "Please");
});

test("a quick fix removes the whole unit with its capital, all of its section, or all of the file", async () => {
  const original = await text();
  await select("matter of fact");
  const titles = await fix();
  assert.match(titles[0]!, /^Remove this phrase: “As a matter of fact,”, .+ \(−\d+ tokens\)$/);
  assert.match(titles[1]!, /^Remove all filler in this section \(4 places, −\d+ tokens\)$/);
  assert.match(titles[2]!, /^Remove all filler in this file \(7 places, −\d+ tokens\)$/);
  assert.equal(titles[3], "Keep this (adds a comment around it)");
  assert.match(titles[4]!, /^Ignore “As a matter of fact,” here/);
  await fix("Remove this phrase");
  assert.ok((await text()).includes("professional at all times. Many of our customers"));
  await editor.command("undo");
  await marked("at all times");
  await select("matter of fact");
  await fix("Remove all filler in this section");
  assert.ok((await text()).includes("professional. Many of our customers"));
  assert.ok((await text()).includes("you should basically"));
  await editor.command("undo");
  await marked("at all times");
  await select("matter of fact");
  await fix("Remove all filler in this file");
  assert.doesNotMatch(await text(), /please|basically/i);
  await editor.command("undo");
  assert.equal(await text(), original);
  await marked("at all times");
  await select("matter of fact");
  const offered = editor.page.locator(".action-widget .monaco-list-row", { hasText: "Remove this phrase" });
  await editor.untilSeen(offered, async () => {
    await editor.command("workbench.action.focusActiveEditorGroup");
    await editor.command("editor.action.quickFix");
  });
  await screenshot(editor.page, "quick-fix-light");
  await editor.page.keyboard.press("Escape");
  await revert();
});

test("what is kept by a comment, or ignored by a setting, is struck no more", async () => {
  await select("at all times");
  await fix("Keep this");
  assert.ok((await text()).includes("professional <!-- tare: keep=1 -->at all times<!-- /tare -->."));
  await unmarked("at all times");
  await revert();
  await marked("at all times");
  await select("at all times");
  await fix("Ignore “at all times” here");
  await unmarked("at all times");
  const kept = await editor.evaluate((api) => api.workspace.getConfiguration("tare").inspect("keep")?.workspaceValue);
  assert.deepEqual(kept, ["at all times"]);
  await editor.evaluate(async (api) => {
    await api.workspace.getConfiguration("tare").update("keep", undefined, api.ConfigurationTarget.Workspace);
  });
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
  // The blank line below the front matter is the first section's, whose lens stands at its heading.
  assert.match(titles[0]!, /^4: /);
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

test("a warning over the budget offers a version within it, and says where that cannot be", async () => {
  const original = await text();
  const previewWithin = async (budget: number) => {
    await editor.set("tare.budgets", { "**/*.prompt.md": budget });
    await editor.until("the fix, carried out", async (api) => {
      const { document } = api.window.activeTextEditor!;
      type Action = import("vscode").CodeAction;
      const whole = new api.Range(0, 0, document.lineCount, 0);
      const found = await api.commands.executeCommand<Action[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        whole,
      );
      const fix = found.find((a) => a.title === "Preview a shorter version within the budget");
      if (fix) await api.commands.executeCommand(fix.command!.command, ...fix.command!.arguments!);
      return fix !== undefined;
    });
    await preview(10, original.length);
  };
  await previewWithin(290);
  await editor.command("workbench.action.closeActiveEditor");
  await previewWithin(150);
  await editor.untilTold("rules would have to go");
  await editor.set("tare.budgets");
});
