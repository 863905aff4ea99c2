import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { screenshot, untilShown } from "../support/screen.ts";
import { clicked, Workbench } from "../support/workbench.ts";

let editor: Workbench;

before(async () => {
  editor = await Workbench.open();
});
after(() => editor?.close());

test("a newcomer reaches a compressed, applied prompt by the walkthrough alone, in under ten clicks", async () => {
  let clicks = 0;
  /** One click for the user; the editor may pass over some. */
  const click = (name: string) => {
    clicks++;
    return () => clicked(editor.page.getByRole("button", { name }).first());
  };
  await editor.command("workbench.action.closeSidebar");
  await editor.command("tare.openWalkthrough");
  await editor.page.getByText("Weigh your first prompt").first().waitFor();
  await screenshot(editor.page, "walkthrough-light");
  await editor.untilGiven(
    "the sample",
    click("Open Sample Prompt"),
    (api) => api.window.activeTextEditor?.document.isUntitled,
  );
  await untilShown(editor.page, "marks in the sample", ({ struck }) => struck.length > 5);
  const original = await editor.evaluate((api) => api.window.activeTextEditor!.document.getText());
  const removed = editor.page.locator(".monaco-diff-editor .line-delete").first();
  await editor.untilSeen(removed, click("Preview Compressed Prompt"));
  await editor.untilGiven(
    "the shorter sample",
    click("Apply Compression"),
    (api, length) => api.workspace.textDocuments.some((d) => d.isUntitled && d.getText().length < length),
    original.length,
  );
  assert.ok(clicks < 10);
});

test("every command stands in the palette under one category and has a title of its own", async () => {
  const titles = await editor.evaluate((api) => {
    const { commands } = api.extensions.getExtension("tare.tare")!.packageJSON.contributes;
    return commands.map((c: { category: string; title: string }) => `${c.category}: ${c.title}`);
  });
  assert.equal(new Set(titles).size, titles.length);
  for (const title of titles) assert.match(title, /^Tare: [A-Z]/);
  const registered = await editor.evaluate(async (api) => api.commands.getCommands(true));
  const declared = await editor.evaluate((api) =>
    api.extensions
      .getExtension("tare.tare")!
      .packageJSON.contributes.commands.map((c: { command: string }) => c.command),
  );
  for (const command of declared) assert.ok(registered.includes(command), `${command} exists`);
});

test("every setting has a description and a scope", async () => {
  const settings = await editor.evaluate(
    (api) => api.extensions.getExtension("tare.tare")!.packageJSON.contributes.configuration.properties,
  );
  assert.ok(Object.keys(settings).length > 0);
  for (const [name, about] of Object.entries<Record<string, string>>(settings)) {
    assert.match(about.markdownDescription ?? about.description ?? "", /^[A-Z].+\.$/, name);
    assert.match(about.scope ?? "", /^(window|resource)$/, name);
  }
});

test("agents find the verbs as tools and can call them", async () => {
  const answers = await editor.evaluate(
    async (api, text) => {
      const call = async (name: string, input: object) => {
        const result = await api.lm.invokeTool(name, { input, toolInvocationToken: undefined });
        return JSON.parse((result.content[0] as import("vscode").LanguageModelTextPart).value);
      };
      return {
        count: await call("count_prompt_tokens", { text, model: "gpt-5.5" }),
        forecast: await call("estimate_reasoning", { text, model: "gpt-5.5" }),
        compressed: await call("compress_prompt", { text, keep: 0.7, model: "gpt-5.5" }),
      };
    },
    readFileSync("media/sample.prompt.md", "utf8"),
  );
  assert.equal(answers.count.counted, "exact");
  assert.ok(answers.forecast.mean > 0 && answers.forecast.quantiles["0.1"] <= answers.forecast.quantiles["0.9"]);
  assert.ok(answers.count.tokens > 10);
  assert.ok(answers.compressed.after < answers.compressed.before);
  assert.ok(answers.compressed.text.includes("Never promise"));
});

const status = (text: RegExp) => editor.page.locator(".statusbar-item", { hasText: text });

test("a file that a setting makes a prompt has the buttons of one", async () => {
  await editor.openFile("notes.txt");
  const button = editor.page.getByRole("button", { name: "Preview Compressed Prompt" });
  await button.first().waitFor({ state: "hidden" });
  await editor.set("tare.promptFiles", ["**/notes.txt"]);
  await button.first().waitFor();
  await editor.set("tare.promptFiles");
});

test("a prompt that takes a while to weigh says how far it has come", async () => {
  // Looked for before it begins: it may soon be over.
  const told = status(/Tare \d+%/).waitFor();
  const opened = editor.evaluate(async (api) => {
    const content = Array.from({ length: 800 }, (_, i) => `Sentence ${i} of this prompt says little.`).join(" ");
    const document = await api.workspace.openTextDocument({ language: "prompt", content });
    await api.window.showTextDocument(document);
  });
  await Promise.all([told, opened]);
  await status(/\d tok/).waitFor({ timeout: 120_000 });
});

test("a very long prompt is weighed when asked for, and not to its end when that is cancelled", async () => {
  await editor.evaluate(async (api) => {
    const content = Array.from({ length: 30_000 }, (_, i) => `Sentence ${i} of this prompt says little.`).join(" ");
    await api.window.showTextDocument(await api.workspace.openTextDocument({ language: "prompt", content }));
  });
  const item = status(/^\s*Tare$/);
  await item.waitFor();
  // VS Code shows nobody's lenses before all have answered.
  const lenses = await editor.evaluate(async (api) => {
    const { uri } = api.window.activeTextEditor!.document;
    const answered = api.commands.executeCommand<unknown[]>("vscode.executeCodeLensProvider", uri);
    return await Promise.race([answered, new Promise((late) => setTimeout(late, 30_000, "too late"))]);
  });
  assert.deepEqual(lenses, []);
  const progress = status(/Tare \d+%/);
  await editor.click(item.locator("a"), progress);
  // Whoever asks again, or looks away and back, is told of the same work.
  await editor.begin("tare.weigh");
  await editor.openFile("notes.txt");
  await progress.waitFor({ state: "hidden" });
  await editor.command("workbench.action.openPreviousRecentlyUsedEditor");
  await progress.waitFor();
  await editor.untilSeen(item, async () => {
    await editor.command("notifications.showList");
    await clicked(editor.page.locator(".notification-list-item").getByRole("button", { name: "Cancel" }));
  });
});

test("one word of a million letters is weighed too", async () => {
  await editor.evaluate(async (api) => {
    const content = `# Long\n\n${"x".repeat(1_000_000)}\n`;
    await api.window.showTextDocument(await api.workspace.openTextDocument({ language: "prompt", content }));
  });
  const item = status(/^\s*Tare$/);
  await item.waitFor();
  const isBusy = status(/Tare/).filter({ has: editor.page.locator(".codicon-loading") });
  await editor.click(item.locator("a"), isBusy.or(status(/\d tok/)).first());
  await status(/\d tok .* thinks/).waitFor({ timeout: 180_000 });
  // What was found of it is not said of another text.
  await editor.evaluate(async (api) => {
    const edit = new api.WorkspaceEdit();
    edit.insert(api.window.activeTextEditor!.document.uri, new api.Position(0, 6), "er");
    await api.workspace.applyEdit(edit);
  });
  await item.waitFor();
});

test("a file too large for VS Code to hand out is told as such", async () => {
  const path = await editor.evaluate(
    (api) => api.Uri.joinPath(api.workspace.workspaceFolders![0]!.uri, "a.prompt.md").fsPath,
  );
  writeFileSync(path, "Be kind.".repeat(7e6));
  await editor.evaluate((api, file) => api.commands.executeCommand("vscode.open", api.Uri.file(file)), path);
  await editor.command("tare.previewCompression");
  await editor.untilTold("Files above 50MB");
});
