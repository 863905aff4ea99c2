import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { AgentContext } from "../../protocol/context.ts";
import { inThemes, screenshot } from "../support/screen.ts";
import { clicked, Workbench } from "../support/workbench.ts";

const RULES = Array.from({ length: 40 }, (_, i) => `- Keep rule ${i + 1} of the house style in mind.`).join("\n");
const FILES: Readonly<Record<string, string>> = {
  "CLAUDE.md": "Use tabs. Follow @docs/style.md and @docs/missing.md.\n",
  "docs/style.md": `# Style\n\n${RULES}\n`,
  ".claude/rules/house.md": "- Keep rule 7 of the house style in mind.\n\nSee [the guide](../../docs/guide.md).\n",
  ".claude/rules/scripts.md": "---\npaths: src/**\n---\nEvery script has a test.\n",
  ".claude/skills/deploy/SKILL.md": "---\nname: deploy\ndescription: Deploys the shop.\n---\nRun `make deploy`.\n",
};

let editor: Workbench;

before(async () => {
  editor = await Workbench.open();
  await editor.evaluate(async (api, files) => {
    const folder = api.workspace.workspaceFolders![0]!.uri;
    for (const [path, text] of Object.entries(files))
      await api.workspace.fs.writeFile(api.Uri.joinPath(folder, path), new TextEncoder().encode(text));
  }, FILES);
  await editor.command("tare.context.focus");
  await editor.foldPanel();
});
after(() => editor?.close());

const row = (name: string | RegExp) => editor.page.getByRole("treeitem", { name }).first();
/** Acts until the editor of a file is in front. */
const opens = (file: string, act: () => Promise<unknown>) =>
  editor.untilGiven(file, act, (api, end) => api.window.activeTextEditor?.document.uri.path.endsWith(end), file);
const clickOpens = (name: RegExp, file: string) => opens(file, () => clicked(row(name)));

/** Folds or unfolds a row where it is not so. What is told beside a row under the mouse lies over those below. */
async function fold(name: RegExp, isOpen: boolean): Promise<void> {
  await editor.page.mouse.move(1200, 600);
  if ((await row(name).getAttribute("aria-expanded")) !== String(isOpen)) await clicked(row(name));
}

/** Unfolds a row, until what stands below it is seen. */
const unfold = (name: RegExp, below: RegExp) => editor.untilSeen(row(below), () => fold(name, true));

test("the view shows what the chosen agent loads, and each agent's weight as one chooses", async () => {
  await row(/^Always loaded/).waitFor();
  const choice = editor.page.getByRole("option", { name: /^Claude Code, [\d,]+ tokens|^Claude Code/ });
  await editor.untilSeen(choice, () => editor.begin("tare.selectAgent"));
  await screenshot(editor.page, "context-agents");
  await editor.click(choice, editor.page.locator(".pane-header .description", { hasText: /^Claude Code/ }));
  await row(/^CLAUDE\.md, .* tokens/).waitFor();
  await row(/^deploy, .* tokens/).waitFor();
  await editor.page.getByText(/^Every turn sends .* tokens/).waitFor();
});

test("imports stand below the file that names them; one that is missing leads to the place that names it", async () => {
  const focused = (name: string) => editor.page.locator(`.monaco-list-row.focused[aria-label^="${name}"]`);
  await editor.untilSeen(focused("CLAUDE.md"), async () => {
    await editor.command("tare.context.focus");
    await editor.page.keyboard.press("Home");
    await editor.page.keyboard.press("ArrowDown");
  });
  await editor.untilSeen(row(/^docs\/style\.md, /), () => editor.page.keyboard.press("ArrowRight"));
  await clickOpens(/^docs\/missing\.md, weight unknown/, "/CLAUDE.md");
  const selected = await editor.until("the selection", (api) => {
    const { document, selection } = api.window.activeTextEditor!;
    return document.getText(selection);
  });
  assert.equal(selected, "@docs/missing.md");
  await clickOpens(/^docs\/style\.md, /, "/docs/style.md");
});

test("a file that a rule is for brings it in, and what is typed counts before it is saved", async () => {
  await editor.openFile("src/summarize.ts");
  await editor.command("tare.context.focus");
  await unfold(/^When files match/, /^\.claude\/rules\/scripts\.md/);
  await editor.page.getByText("the open file matches").waitFor();
  const memory = row(/^CLAUDE\.md, /);
  const saved = await memory.getAttribute("aria-label");
  await editor.openFile("CLAUDE.md");
  const changed = editor.page.locator(`[role=treeitem][aria-label^="CLAUDE.md"]:not([aria-label="${saved}"])`);
  await editor.untilSeen(changed, async () => {
    await editor.command("workbench.action.focusActiveEditorGroup");
    await editor.page.keyboard.type("Never push to the main branch. ");
  });
  await editor.command("workbench.action.files.revert");
});

test("a rule that comes and goes is shown and leaves, though editors change meanwhile", async () => {
  for (let i = 0; i < 3; i++) {
    await editor.evaluate(async (api) => {
      const rule = api.Uri.joinPath(api.workspace.workspaceFolders![0]!.uri, ".claude/rules/passing.md");
      await api.workspace.fs.writeFile(rule, new TextEncoder().encode("Never push to main.\n"));
    });
    await row(/passing\.md/).waitFor();
    await editor.evaluate(async (api) => {
      const [folder] = api.workspace.workspaceFolders!;
      await api.workspace.fs.delete(api.Uri.joinPath(folder!.uri, ".claude/rules/passing.md"));
      // Each editor that comes to the front asks anew, and what was being asked is given up.
      for (const path of ["docs/style.md", ".claude/rules/house.md", "docs/style.md"]) {
        await new Promise((next) => setTimeout(next, 80));
        await api.window.showTextDocument(api.Uri.joinPath(folder!.uri, path), { preserveFocus: true });
      }
    });
    await row(/passing\.md/).waitFor({ state: "detached" });
  }
});

test("what is said twice and what leads nowhere is found once one asks, and a click opens the place", async () => {
  await unfold(/^What could go/, /guide\.md/);
  await clickOpens(/guide\.md/, "/.claude/rules/house.md");
});

test("a file that the agent loads tells what could go, and a quick fix takes it out", async () => {
  await editor.openFile(".claude/rules/house.md");
  const found = await editor.until("what could go", (api) => {
    const { document } = api.window.activeTextEditor!;
    const own = api.languages.getDiagnostics(document.uri).filter(({ source }) => source === "Tare");
    const said = own.find(({ code }) => code === "said-twice");
    return said && { codes: own.map(({ code }) => code).sort(), message: said.message };
  });
  assert.deepEqual(found.codes, ["dead-link", "said-twice"]);
  assert.match(found.message, /docs\/style\.md says in line 9\. Saves \d+ tokens a turn\. A month of 10,000/);
  await editor.untilSeen(editor.page.getByText("Remove it here: Claude Code reads it in docs/style.md"), async () => {
    await editor.page.keyboard.press("Escape");
    await editor.command("workbench.action.focusActiveEditorGroup");
    await editor.page.keyboard.press("Control+Home");
    await editor.page.keyboard.press("Control+.");
  });
  await screenshot(editor.page, "context-fix");
  await editor.page.keyboard.press("Escape");
  const fixed = await editor.evaluate(async (api) => {
    const { document } = api.window.activeTextEditor!;
    const line = document.lineAt(0).range;
    const actions = await api.commands.executeCommand<import("vscode").CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      line,
    );
    await api.workspace.applyEdit(actions.find(({ title }) => title.startsWith("Remove it here"))!.edit!);
    return document.getText();
  });
  assert.equal(fixed, "\nSee [the guide](../../docs/guide.md).\n");
  const untilHints = (count: number) =>
    editor.until(
      `${count} hints`,
      (api, expected) => {
        const all = api.languages.getDiagnostics(api.window.activeTextEditor!.document.uri);
        return all.filter(({ source }) => source === "Tare").length === expected;
      },
      count,
    );
  // Hints are about what is saved.
  await untilHints(0);
  await editor.command("workbench.action.files.revert");
  await untilHints(2);
});

test("a file that was left before it was looked at is looked at once it is back", async () => {
  const path = ".claude/rules/brief.md";
  await editor.evaluate(async (api, file) => {
    const rule = api.Uri.joinPath(api.workspace.workspaceFolders![0]!.uri, file);
    await api.workspace.fs.writeFile(rule, new TextEncoder().encode("- Keep rule 9 of the house style in mind.\n"));
  }, path);
  // Once it is counted, nothing but the editors changes.
  await row(/brief\.md/).waitFor();
  await editor.evaluate(async (api, file) => {
    const [folder] = api.workspace.workspaceFolders!;
    const show = (name: string) => api.window.showTextDocument(api.Uri.joinPath(folder!.uri, name), { preview: false });
    const { document } = await show(file);
    // Lenses wait until the file is weighed.
    await api.commands.executeCommand("vscode.executeCodeLensProvider", document.uri);
    await show("docs/style.md");
  }, path);
  // Longer than it waits before it looks.
  await editor.page.waitForTimeout(1500);
  await editor.openFile(path);
  await editor.until("what could go", (api) => {
    const found = api.languages.getDiagnostics(api.window.activeTextEditor!.document.uri);
    return found.some(({ code }) => code === "said-twice");
  });
  rmSync(join(editor.workspace, path));
  await row(/brief\.md/).waitFor({ state: "detached" });
});

test("what a provider's cache makes of a session is told", async () => {
  await editor.command("tare.context.focus");
  const cached = row(/^A session of 50 turns pays/);
  await cached.waitFor();
  const words = (await cached.getAttribute("aria-label"))!;
  const [kept, anew] = [...words.matchAll(/\$([\d.]+)/g)].map(([, dollars]) => Number(dollars));
  assert.ok(kept! < anew!, words);
  await screenshot(editor.page, "context-cache");
});

test("the history tells which commits changed what every turn sends, and without git one row says so", async () => {
  await unfold(/^History/, /git says: /);
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-C", editor.workspace, "-c", "user.name=a", "-c", "user.email=a@b", ...args]);
  const commit = (subject: string, path: string, text: string) => {
    writeFileSync(join(editor.workspace, path), text);
    git("add", "-A");
    git("commit", "-qm", subject);
  };
  git("init", "-q");
  commit("The first rules", ".claude/rules/extra.md", "Use tabs.\n");
  commit("Notes only", "docs/notes.md", "Nobody loads this.\n");
  commit("More rules", ".claude/rules/extra.md", "Use tabs. Run the tests before you commit anything.\n");
  const change = row(/tokens, \+\d+, \d{4}-\d\d-\d\d, More rules/);
  // It reads commits anew once it is unfolded again.
  await editor.untilSeen(change, async () => {
    await fold(/^History/, false);
    await fold(/^History/, true);
  });
  await row(/tokens, \d{4}-\d\d-\d\d, The first rules/).waitFor();
  assert.equal(await row(/Notes only/).count(), 0);
  await screenshot(editor.page, "context-history");
  await fold(/^History/, false);
});

test("at a width of 300 pixels every row shows its tokens with a bar or dollars, in every theme", async () => {
  const rows = () =>
    editor.page.evaluate(`[...document.querySelectorAll(".monaco-list-row .label-description")].flatMap((said) => {
      const [shown] = /^[\\d,]+ (?:[■□]+|<?[\\d.]+% \\$[\\d.]+)/.exec(said.textContent) ?? [];
      if (shown === undefined) return [];
      const part = document.createRange();
      part.setStart(said.firstChild, 0);
      part.setEnd(said.firstChild, shown.length);
      const { width } = said.closest(".monaco-list-row").getBoundingClientRect();
      const { right } = said.closest(".monaco-icon-label").getBoundingClientRect();
      return [{ shown, width, room: right - part.getBoundingClientRect().right }];
    })`) as Promise<{ shown: string; width: number; room: number }[]>;
  const weight = editor.page.locator(".monaco-list-row .label-description", {
    hasText: /^[\d,]+ (?:[■□]|<?[\d.]+% \$)/,
  });
  await weight.nth(6).waitFor();
  await inThemes(editor, async (theme) => {
    const seen = await rows();
    assert.ok(seen.length >= 7, JSON.stringify(seen));
    for (const { shown, width, room } of seen) assert.ok(width <= 300 && room >= 0, `${theme}: ${shown} is cut`);
    await screenshot(editor.page, `context-${theme}`);
  });
});

test("by the keyboard alone one comes from the palette to the file that weighs most", async () => {
  await editor.command("workbench.action.closeAllEditors");
  const focused = (name: string) => editor.page.locator(`.monaco-list-row.focused[aria-label^="${name}"]`);
  await editor.untilSeen(focused("Always loaded"), async () => {
    await editor.byPalette("Tare: Focus on Agent Context View", row(/^Always loaded/));
    await editor.page.keyboard.press("Home");
  });
  await editor.untilSeen(focused("CLAUDE.md"), async () => {
    await editor.page.keyboard.press("Home");
    await editor.page.keyboard.press("ArrowDown");
  });
  await editor.untilSeen(editor.page.getByRole("tab", { name: /^CLAUDE\.md/ }), () =>
    editor.page.keyboard.press("Enter"),
  );
});

test("the map opens from the view, loses what is said twice, and leads into a file, in light and dark", async () => {
  await editor.command("tare.context.focus");
  await editor.untilSeen(editor.page.getByRole("button", { name: "Show Context Map" }), () =>
    editor.page.getByRole("treeitem").first().hover(),
  );
  const map = await editor.openPage("tare.showContextMap", "tare-context-map");
  const style = map.getByRole("button", { name: /^docs\/style\.md: [\d,]+ tokens, Always loaded/ });
  await style.waitFor();
  const whole = map.getByText(/tokens a turn/);
  const before = (await whole.textContent())!;
  const taken = async (name: string) => {
    await map.getByRole("radio", { name: "Now" }).check();
    await screenshot(editor.page, `context-map-${name}`);
    await map.getByRole("radio", { name: "Without what could go" }).check();
    await map.getByRole("img", { name: /^gone: \d+ tokens/ }).waitFor();
    await whole.filter({ hasNotText: before }).waitFor();
    await screenshot(editor.page, `context-map-after-${name}`);
  };
  await inThemes(editor, taken, ["light", "dark"]);
  await opens("/docs/style.md", () => style.press("Enter"));
});

test("the map stays as the files are saved while somebody types, and follows what is saved", async () => {
  const map = await editor.openPage("tare.showContextMap", "tare-context-map");
  await map.getByRole("radio", { name: "Now" }).check();
  const standing = editor.page.getByText(/^Every turn sends/);
  const [tokens] = /[\d,]+/.exec((await standing.textContent())!)!;
  const whole = map.getByText(/tokens a turn/);
  await whole.filter({ hasText: tokens }).waitFor();
  const before = (await whole.textContent())!;
  await editor.evaluate(async (api) => {
    const [folder] = api.workspace.workspaceFolders!;
    const document = await api.workspace.openTextDocument(api.Uri.joinPath(folder!.uri, "CLAUDE.md"));
    const { selection } = await api.window.showTextDocument(document, api.ViewColumn.Beside);
    const edit = new api.WorkspaceEdit();
    edit.insert(document.uri, selection.start, "Never push to the main branch. ");
    await api.workspace.applyEdit(edit);
  });
  await standing.filter({ hasNotText: tokens }).waitFor();
  assert.equal(await whole.textContent(), before);
  await editor.command("workbench.action.files.save");
  await whole.filter({ hasNotText: before }).waitFor();
  await editor.command("workbench.action.closeEditorsInOtherGroups");
});

test("a server's tools that VS Code lists are weighed for Copilot, and nothing is started", async () => {
  await editor.evaluate(async (api) => {
    const file = api.Uri.joinPath(api.workspace.workspaceFolders![0]!.uri, ".vscode/mcp.json");
    const config = { servers: { house: { command: "false" }, barn: { command: "false" } } };
    await api.workspace.fs.writeFile(file, new TextEncoder().encode(JSON.stringify(config)));
  });
  // What is told beside a row under the mouse would lie over the list.
  await editor.page.mouse.move(1200, 600);
  const copilot = editor.page.getByRole("option", { name: /^Copilot in VS Code/ });
  await editor.untilSeen(copilot, () => editor.begin("tare.selectAgent"));
  await editor.click(copilot, row(/^house, .* tokens/));
  await row(/^barn, weight unknown/).waitFor();
});

test("an agent can ask what it loads itself", async () => {
  const { agents } = await editor.evaluate(async (api) => {
    const result = await api.lm.invokeTool("weigh_context", {
      input: { agents: ["claude-code"] },
      toolInvocationToken: undefined,
    });
    return JSON.parse((result.content[0] as import("vscode").LanguageModelTextPart).value);
  });
  assert.deepEqual(
    agents.map(({ agent, standing }: AgentContext) => [agent, standing.tokens > 100]),
    [["claude-code", true]],
  );
});
