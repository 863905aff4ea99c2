import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inThemes, screenshot, shownMarks, untilShown } from "../support/screen.ts";
import { untilEqual } from "../support/settled.ts";
import { clicked, Workbench } from "../support/workbench.ts";

const PROMPT = ".github/prompts/support.prompt.md";
let editor: Workbench;

before(async () => {
  editor = await Workbench.open();
  await editor.command("workbench.action.closeSidebar");
});
after(() => editor?.close());

const isMarked = ({ struck, backgrounds }: { struck: readonly string[]; backgrounds: object }) =>
  struck.length > 5 && Object.keys(backgrounds).length >= 3;

test("a prompt shows its weight as soon as it is open, in every theme, never by colour alone", async () => {
  await editor.openFile(PROMPT);
  await inThemes(editor, async (name) => {
    // Heavy words have a border in high contrast only.
    const isBordered = name.startsWith("high-contrast");
    await untilShown(editor.page, `marks in ${name}`, (marks) => isMarked(marks) && marks.bordered > 0 === isBordered);
    // It is drawn after the words.
    await untilShown(editor.page, `the overview ruler in ${name}`, ({ ruler }) => ruler > 0);
    await screenshot(editor.page, `heat-map-${name}`);
  });
});

test("the marks step back from the line being typed in, follow the text, and come back", async () => {
  await editor.openFile(PROMPT);
  // What can go at the other end of the line typed in.
  const isThere = ({ struck }: { struck: readonly string[] }) => struck.some((words) => words.includes("matter"));
  await untilShown(editor.page, "marks", isThere);
  const line = editor.page.locator(".view-line", { hasText: "Please make sure" });
  const place = await editor.evaluate((api) => {
    const { document } = api.window.activeTextEditor!;
    return document.positionAt(document.getText().indexOf("Please make sure")).line;
  });
  await editor.untilGiven(
    "the cursor in the line",
    () => line.click({ position: { x: 2, y: 5 }, timeout: 6000 }),
    (api, at) => api.window.activeTextEditor!.selection.active.line === at,
    place,
  );
  await editor.page.keyboard.press("Home");
  // They come back soon after the last letter, maybe before one looks.
  let isSeen = false;
  const looking = untilShown(editor.page, "a bare line", (marks) => !isThere(marks)).finally(() => {
    isSeen = true;
  });
  while (!isSeen) await editor.page.keyboard.type("Hello ", { delay: 60 });
  assert.ok((await looking).struck.length > 0, "the other lines keep their marks");
  const marks = await untilShown(editor.page, "marks of the new text", isThere);
  const text = await editor.evaluate((api) => api.window.activeTextEditor!.document.getText());
  for (const word of marks.struck) assert.ok(text.includes(word.replaceAll("\u00a0", " ")), `“${word}” is in the text`);
  await editor.command("workbench.action.files.revert");
});

test("the heat map can be switched off and on", async () => {
  const isOn = () => editor.evaluate((api) => api.workspace.getConfiguration("tare").get<boolean>("heatMap.enabled"));
  await editor.openFile(PROMPT);
  await untilShown(editor.page, "marks", isMarked);
  await editor.untilGiven(
    "the setting",
    async () => {
      // A click that is only late would be taken back by another.
      if (await isOn()) await clicked(editor.page.getByRole("button", { name: "Toggle Heat Map" }));
    },
    (api) => api.workspace.getConfiguration("tare").get("heatMap.enabled") === false,
  );
  await untilShown(
    editor.page,
    "no marks",
    ({ struck, backgrounds, ruler }) => struck.length + Object.keys(backgrounds).length + ruler === 0,
  );
  await editor.command("tare.toggleHeatMap");
  await untilShown(editor.page, "marks again", isMarked);
});

/** What the hover says of a word of the active editor, as Markdown; of its last place there. */
test("the hover tells tokens, weight, price and standing, and its link removes the words", async () => {
  await editor.openFile(PROMPT);
  await untilShown(editor.page, "marks", isMarked);
  const protectedHover = await editor.hoverOver("get_order");
  assert.match(protectedHover, /Protected: inline code/);
  assert.match(protectedHover, /Importance: above \d+% of the words/);
  assert.match(protectedHover, /\$[\d.]+ per 1,000 calls \(gpt-5.5, exact, prices of \d{4}-\d\d-\d\d\)/);
  // The longest, because a short word may stand elsewhere too.
  const [first] = [...(await shownMarks(editor.page)).struck].sort((a, b) => b.length - a.length);
  const removable = await editor.hoverOver(first!.replaceAll("\u00a0", " "));
  assert.match(removable, /Trim removes this: .*\[Remove/);
  const hover = editor.page.locator(".monaco-hover", { hasText: "Trim removes this" });
  const open = () =>
    editor.untilSeen(hover, async () => {
      await editor.page.mouse.move(0, 0);
      await editor.page.locator(".view-line span[class*='ced-']", { hasText: first! }).first().hover({ timeout: 6000 });
    });
  await open();
  await editor.page.waitForTimeout(300);
  await screenshot(editor.page, "hover-light");
  const length = await editor.evaluate((api) => api.window.activeTextEditor!.document.getText().length);
  await editor.untilGiven(
    "a shorter text",
    async () => {
      await open();
      await clicked(hover.getByText("Remove “"));
    },
    (api, than) => api.window.activeTextEditor!.document.getText().length < than,
    length,
  );
  await editor.command("workbench.action.files.revert");
});

test("the status bar says tokens and price, warns above the budget, and picks the model", async () => {
  await editor.openFile(PROMPT);
  const status = editor.page.locator(".statusbar-item", {
    has: editor.page.locator("a[aria-label^='This prompt has']"),
  });
  await status.waitFor();
  assert.match((await status.textContent()) ?? "", /^\d+ tok · \$0\.\d+( · thinks ~[\d,–() ]+)?$/);
  await editor.set("tare.budgets", { "**/*.prompt.md": 100 });
  const warning = editor.page.locator(".statusbar-item.warning-kind", { hasText: "tok" });
  await warning.waitFor();
  const problems = await editor.until("a warning", (api) => {
    const { uri } = api.window.activeTextEditor!.document;
    const found = api.languages.getDiagnostics(uri).filter((d) => d.source === "Tare");
    return found.map((d) => d.message).join();
  });
  assert.match(problems, /\d+ over its budget of 100/);
  await screenshot(editor.page, "budget-light");
  await editor.set("tare.budgets", { "**/*.prompt.md": 1000 });
  await warning.waitFor({ state: "detached" });
  await editor.until("no warning within the budget", (api) => {
    const { uri } = api.window.activeTextEditor!.document;
    return api.languages.getDiagnostics(uri).every((d) => d.source !== "Tare");
  });
  await editor.set("tare.budgets");
  const search = editor.page.locator(".quick-input-widget input[placeholder^='Select the model']");
  await editor.click(status, search);
  await search.fill("claude-opus-5-5");
  const row = editor.page.locator(".quick-input-list .monaco-list-row", { hasText: "claude-opus-5-5" }).first();
  await row.waitFor();
  assert.match((await row.textContent()) ?? "", /\$[\d.]+ in · \$[\d.]+ out per million tokens \(\d{4}-\d\d-\d\d\)/);
  await screenshot(editor.page, "model-picker-light");
  await editor.click(row, editor.page.locator(".statusbar-item", { hasText: /≈ \d+ tok/ }));
  await editor.set("tare.model");
});

test("other files are left alone until the user says that they, or a part of them, are prompts", async () => {
  await editor.openFile(PROMPT);
  const status = editor.page.locator("a[aria-label^='This prompt has']");
  await status.waitFor();
  await editor.openFile("notes.txt");
  // Between two editors nothing is shown either way; within this time the file would have been weighed.
  const told = () => editor.page.locator(".statusbar-item", { hasText: /tok · |Tare/ }).count();
  await untilEqual(told, 0);
  await editor.page.waitForTimeout(1500);
  assert.equal(await told(), 0);
  assert.deepEqual((await shownMarks(editor.page)).struck, []);
  await editor.command("tare.treatAsPrompt");
  await status.waitFor();
  await editor.openFile("src/summarize.ts");
  await editor.evaluate((api) => {
    const editor = api.window.activeTextEditor!;
    const text = editor.document.getText();
    const at = (word: string) => editor.document.positionAt(text.indexOf(word));
    editor.selection = new api.Selection(at("You are an editor"), at("`;"));
  });
  await editor.command("tare.inspectSelection");
  await editor.page.locator(".view-line", { hasText: "You are an editor" }).waitFor();
  const { struck } = await untilShown(editor.page, "marks in a string", (m) => Object.keys(m.backgrounds).length > 1);
  const code = await editor.evaluate((api) => api.window.activeTextEditor!.document.getText());
  const inside = code.slice(code.indexOf("You are an editor"), code.indexOf("`;"));
  for (const word of struck) assert.ok(inside.includes(word.replaceAll("\u00a0", " ")), `“${word}” is in the string`);
  await screenshot(editor.page, "selection-light");
});

test("a file is a prompt while its language is, and by the user's word in any language", async () => {
  const status = editor.page.locator("a[aria-label^='This prompt has']");
  const setLanguage = (language: string) =>
    editor.evaluate(async (api, id) => {
      await api.languages.setTextDocumentLanguage(api.window.activeTextEditor!.document, id);
    }, language);
  await editor.evaluate(async (api) => {
    const document = { language: "plaintext", content: "Always answer a customer in one sentence." };
    await api.window.showTextDocument(await api.workspace.openTextDocument(document));
  });
  await status.waitFor({ state: "hidden" });
  await setLanguage("prompt");
  await status.waitFor();
  await setLanguage("plaintext");
  await status.waitFor({ state: "hidden" });
  await editor.command("tare.treatAsPrompt");
  await status.waitFor();
  await setLanguage("markdown");
  await untilShown(editor.page, "marks", ({ backgrounds }) => Object.keys(backgrounds).length > 0);
  await editor.page.getByRole("button", { name: "Preview Compressed Prompt" }).waitFor();
});

test("a prompt that the user keeps for all workspaces is one too", async () => {
  await editor.evaluate(async (api) => {
    const uri = api.Uri.from({ scheme: "vscode-userdata", path: "/User/prompts/mine.prompt.md" });
    await api.workspace.fs.writeFile(uri, new TextEncoder().encode("Please answer in one sentence."));
    await api.window.showTextDocument(uri);
  });
  await editor.page.locator("a[aria-label^='This prompt has']").waitFor();
});

test("what the hover quotes of a prompt is text, with line ends as one sign", async () => {
  await editor.evaluate(async (api) => {
    const rule = "Keep your **answers** short and simple for every customer who writes.";
    const content = ["We sell bicycles.", `${rule} Two sisters own us.`, `${rule} Say thanks.`, "- Be kind.", ""];
    const document = { language: "prompt", content: content.join("\r\n\r\n") };
    await api.window.showTextDocument(await api.workspace.openTextDocument(document));
  });
  await untilShown(editor.page, "marks", ({ struck }) => struck.some((words) => words.includes("Keep")));
  assert.match(await editor.hoverOver("Keep"), /says the same as line 3: “Keep your \\\*\\\*answers\\\*\\\* short/);
  assert.match(await editor.hoverOver("kind"), /`\.⏎⏎`/);
});
