import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { screenshot } from "../support/screen.ts";
import { clicked, Workbench } from "../support/workbench.ts";

const notes = mkdtempSync(join(tmpdir(), "tare-server-"));
/** Where the server notes that it runs, and what it is asked. */
const asked = join(notes, "asked");
const SERVER = {
  command: process.execPath,
  args: [join(import.meta.dirname, "../support/fake-mcp-server.mjs"), asked],
  env: { SHOP_KEY: "secret" },
};
const RULES = Array.from({ length: 40 }, (_, i) => `- Keep rule ${i + 1} of the house style in mind.`).join("\n");
const FILES: Readonly<Record<string, string>> = {
  "CLAUDE.md": RULES,
  ".mcp.json": JSON.stringify({ mcpServers: { shop: SERVER } }),
  "shop-tools.json": JSON.stringify({ result: { tools: [{ name: "find", inputSchema: {} }] } }),
};

let editor: Workbench;

before(async () => {
  editor = await Workbench.open({ undriven: true });
  writeIn(editor);
  await editor.byPalette("Tare: Focus on Agent Context View", row(/^Always loaded/));
  await editor.foldPanel();
});
after(async () => {
  await editor?.close();
  rmSync(notes, { recursive: true });
});

function writeIn({ workspace }: Workbench): void {
  for (const [path, text] of Object.entries(FILES)) writeFileSync(join(workspace, path), text);
}

const row = (name: RegExp) => editor.page.getByRole("treeitem", { name }).first();
const option = (name: RegExp, of = editor) => of.page.getByRole("option", { name });

/** Asks for the ways to give the tools of the server. */
async function offers(of = editor): Promise<void> {
  await of.byPalette("Tare: Give a Server's Tools…", option(/^shop/, of));
  await of.click(option(/^shop/, of), option(/^Choose a File/, of));
}

test("a saved answer of a server tells its tools, until it is forgotten", async () => {
  await row(/^shop, weight unknown/).waitFor();
  await offers();
  await editor.pickPath(() => clicked(option(/^Choose a File/)), join(editor.workspace, "shop-tools.json"));
  await row(/^shop, .* tokens/).waitFor();
  await offers();
  await editor.click(option(/^Forget Its Tools/), row(/^shop, weight unknown/));
});

test("a server is started once the user has seen its command and agreed, is asked for its tools, and never before", async () => {
  const dialog = editor.page.getByRole("dialog", { name: /Start the MCP server shop/ });
  const asks = async () => {
    await offers();
    await editor.click(option(/^Start the Server Once/), dialog);
  };
  await asks();
  const said = (await dialog.textContent())!;
  assert.ok(said.includes([SERVER.command, ...SERVER.args].join(" ")), said);
  assert.ok(said.includes("SHOP_KEY") && !said.includes("secret"), said);
  await screenshot(editor.page, "context-server");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.waitFor({ state: "detached" });
  await row(/^shop, weight unknown/).waitFor();
  assert.equal(existsSync(asked), false, "the server was started, but nobody had agreed");

  await asks();
  await editor.click(dialog.getByRole("button", { name: "Start It Once" }), row(/^shop, .* tokens/));
  const [, ...calls] = readFileSync(asked, "utf8").trim().split("\n");
  assert.deepEqual([...new Set(calls)].sort(), ["answer", "initialize", "notifications/initialized", "tools/list"]);
});

test("in a workspace that nobody trusts the view works, and offers no start", async () => {
  rmSync(asked, { force: true });
  const untrusted = await Workbench.open({ untrusted: true });
  try {
    writeIn(untrusted);
    assert.equal(await untrusted.evaluate((api) => api.workspace.isTrusted), false);
    await untrusted.command("tare.context.focus");
    await untrusted.page.getByText(/^Every turn sends .* tokens/).waitFor();
    await offers(untrusted);
    assert.equal(await option(/^Start the Server Once/, untrusted).count(), 0);
    assert.equal(existsSync(asked), false);
  } finally {
    await untrusted.close();
  }
});
