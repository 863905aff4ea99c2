import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { breachesInEditor } from "../support/accessibility.ts";
import { inThemes, screenshot, type shownMarks, untilShown } from "../support/screen.ts";
import { clicked, Workbench } from "../support/workbench.ts";

const PROMPT = ".github/prompts/support.prompt.md";
let editor: Workbench;

before(async () => {
  editor = await Workbench.open();
});
after(() => editor?.close());

/** Takes a picture in the light and in the dark theme, each once it is there. */
async function inBothThemes(name: string, check: (theme: string) => Promise<void>): Promise<void> {
  const taken = async (theme: string) => {
    await check(theme);
    await screenshot(editor.page, `${name}-${theme}`);
  };
  await inThemes(editor, taken, ["light", "dark"]);
}

const rows = () => editor.page.locator(".quick-input-list .monaco-list-row");
/** Opens the picker; one that loses the focus while it opens is closed by the editor, and opened again. */
const openPicker = () =>
  editor.untilSeen(
    rows().first(),
    async () => {
      await editor.command("workbench.action.closeQuickOpen");
      // Of one that is still going, the rows are taken for those of the next.
      await rows().first().waitFor({ state: "hidden" });
      await editor.begin("tare.selectModel");
    },
    10_000,
  );
const status = (text: RegExp) => editor.page.locator(".statusbar-item", { hasText: text });
const search = () => editor.page.locator(".quick-input-widget input[type='text']");

test("the picker tells what this prompt costs with each model, the newest first, and keeps what is pinned and recent on top", async () => {
  await editor.openFile(PROMPT);
  await editor.page.locator("a[aria-label^='This prompt has']").waitFor();
  await inBothThemes("picker", async () => {
    await openPicker();
    await rows().first().filter({ hasText: "gpt-5.5" }).waitFor();
    await rows()
      .first()
      .filter({ hasText: /\$0\.\d+ a call/ })
      .waitFor();
    await rows()
      .nth(4)
      .filter({ hasText: /\$0\.\d+ (?:a call|per 1,000 calls)/ })
      .waitFor();
  });
  await search().fill("claude-opus-4-5");
  const opus = rows().filter({ hasText: "claude-opus-4-5" }).first();
  await editor.untilSeen(opus.getByRole("button", { name: "Unpin" }), async () => {
    await opus.hover();
    await clicked(opus.getByRole("button", { name: "Pin", exact: true }));
  });
  await search().fill("claude-sonnet-4-5");
  await editor.click(rows().filter({ hasText: "claude-sonnet-4-5" }).first(), status(/≈ \d+ tok/));
  await editor.set("tare.model");
  await status(/^\d+ tok/).waitFor();
  await openPicker();
  await rows().nth(2).filter({ hasText: "claude-sonnet-4-5" }).waitFor();
  for (const [i, id] of ["gpt-5.5", "claude-opus-4-5", "claude-sonnet-4-5"].entries())
    await rows().nth(i).filter({ hasText: id }).waitFor();
  await editor.command("workbench.action.closeQuickOpen");
});

test("a model of one's own stands in the picker at its price, and a prompt is weighed for it", async () => {
  await editor.openFile(PROMPT);
  await editor.set("tare.models", { "acme-1": { like: "claude-opus-5-5", input: 100, output: 200 } });
  const own = rows().filter({ hasText: "acme-1" }).first();
  await inBothThemes("own-model", async () => {
    await openPicker();
    await search().fill("acme");
    await own.filter({ hasText: "$100.00 in · $200.00 out per million tokens (your own table)" }).waitFor();
    await own.filter({ hasText: /\$\d.* a call/ }).waitFor();
  });
  await editor.click(own, status(/≈ \d+ tok/));
  await editor.set("tare.model");
  await editor.set("tare.models");
});

test("for a model that nobody knows the panel and the status bar offer the picker", async () => {
  await editor.set("tare.model", "gpt-9-turbo");
  const panel = await editor.openPanel();
  await editor.click(panel.getByRole("button", { name: "Select Model…" }), rows().first());
  await search().fill("gpt-5.5");
  await editor.click(rows().filter({ hasText: "gpt-5.5" }).first(), panel.getByText("tokens sent"));
  await editor.set("tare.model");
});

test("models that are checked are compared in the panel, which follows the text", async () => {
  await editor.openFile(PROMPT);
  const panel = await editor.openPanel();
  // The current, the pinned and the recent ones are checked already.
  const checked = editor.page.locator(".quick-input-widget .quick-input-count", { hasText: "3" });
  await editor.click(panel.getByRole("button", { name: "Compare Models…" }), checked);
  const table = panel.locator("tare-comparison");
  await editor.click(
    editor.page.locator(".quick-input-widget").getByRole("button", { name: "OK" }),
    table.getByText("Tokens by script"),
  );
  const names = table.locator(".group[colspan='4']");
  assert.equal(await names.count(), 3);
  await table.getByRole("combobox").selectOption("tokens");
  await names
    .first()
    .filter({ hasText: /gpt[- ]5\.5/i })
    .waitFor();
  await table.scrollIntoViewIfNeeded();
  await inBothThemes("comparison", async (theme) =>
    assert.deepEqual(await breachesInEditor(panel, "sideBar"), [], theme),
  );
  const before = (await table.locator("td[data-column='tokens']").first().textContent())!;
  await editor.evaluate(async (api) => {
    await api.window.activeTextEditor!.edit((edit) =>
      edit.insert(new api.Position(5, 0), "One more sentence for it. "),
    );
  });
  await table.locator("td[data-column='tokens']").first().filter({ hasNotText: before }).waitFor();
  await editor.command("workbench.action.files.revert");
});

test("token boundaries are shown in two tints in place of the heat map, with ids and bytes in the hover", async () => {
  await editor.openFile(PROMPT);
  await editor.command("workbench.action.closeSidebar");
  // The lines wrap elsewhere then.
  await editor.page.locator(".part.sidebar").waitFor({ state: "hidden" });
  const { struck } = await untilShown(editor.page, "the heat map", (marks) => marks.struck.length > 5);
  await editor.command("tare.showTokenBoundaries");
  const isTinted = ({ struck, backgrounds }: Awaited<ReturnType<typeof shownMarks>>) =>
    struck.length === 0 && Object.values(backgrounds).filter((count) => count > 100).length === 2;
  await inBothThemes("tokens", async (theme) => void (await untilShown(editor.page, `tints in ${theme}`, isTinted)));
  const hover = await editor.evaluate(async (api) => {
    const { document } = api.window.activeTextEditor!;
    const at = document.positionAt(document.getText().indexOf("support agent") + 1);
    const hovers = await api.commands.executeCommand<import("vscode").Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      at,
    );
    return hovers.flatMap((h) => h.contents.map((c) => (c as import("vscode").MarkdownString).value)).join("\n");
  });
  assert.match(hover, /Token [\d,]+ of [\d,]+/);
  assert.match(hover, /Id \d+ · bytes 20 73 75 70 70 6F 72 74/);
  assert.match(hover, /Vocabulary o200k, that of gpt-5\.5/);
  // They follow what is typed.
  await editor.evaluate(async (api) => {
    await api.window.activeTextEditor!.edit((edit) =>
      edit.insert(new api.Position(6, 0), "Antidisestablishmentarianism. "),
    );
  });
  await untilShown(editor.page, "tints of the new text", isTinted);
  await editor.command("workbench.action.files.revert");
  await editor.command("tare.showTokenBoundaries");
  await untilShown(editor.page, "the heat map again", (marks) => marks.struck.length === struck.length);
});

test("a blank at the end of what a model goes on from is told, and a quick fix removes it", async () => {
  const content =
    "Review: I love it.\nSentiment: positive\n\nReview: It broke.\nSentiment: negative\n\nReview: It rides.\nSentiment: ";
  await editor.evaluate(async (api, text) => {
    await api.window.showTextDocument(await api.workspace.openTextDocument({ language: "prompt", content: text }));
  }, content);
  const fix = await editor.until("the quick fix", async (api) => {
    const { document } = api.window.activeTextEditor!;
    const end = document.positionAt(document.getText().length);
    const range = new api.Range(end.translate(0, -1), end);
    const actions = await api.commands.executeCommand<import("vscode").CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      range,
    );
    const found = actions.find(({ title }) => title === "Remove the blank at the end");
    if (found?.edit) await api.workspace.applyEdit(found.edit);
    return found?.title;
  });
  assert.ok(fix);
  assert.equal(await editor.evaluate((api) => api.window.activeTextEditor!.document.getText()), content.trimEnd());
  await editor.until("no warning", (api) => {
    const { uri } = api.window.activeTextEditor!.document;
    return api.languages.getDiagnostics(uri).every(({ code }) => code !== "blank-end");
  });
});
