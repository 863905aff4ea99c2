import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Frame } from "playwright-core";
import { breachesInEditor } from "../support/accessibility.ts";
import { inThemes, screenshot } from "../support/screen.ts";
import { untilEqual } from "../support/settled.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { clicked, Workbench } from "../support/workbench.ts";

const LOST = 20;
const { folder, write } = temporaryFolder();

/** A call as Claude Code logs it, at noon of a day of May; one of them lost what the cache held. */
function claude(i: number): string {
  const cached = i === LOST ? 0 : 4000;
  const row = {
    type: "assistant",
    sessionId: i % 2 ? "morning" : "evening",
    cwd: i % 3 ? "/src/shop" : "/src/site",
    timestamp: `2026-05-${10 + Math.floor(i / 4)}T12:${String(i).padStart(2, "0")}:00Z`,
    requestId: `req_${i}`,
    message: {
      id: `msg_0123456789${String(i).padStart(4, "0")}`,
      model: "claude-opus-4-7",
      content: [{ type: "text", text: "A SECRET text" }],
      usage: {
        input_tokens: 4100 + i - cached,
        cache_read_input_tokens: cached,
        cache_creation_input_tokens: 0,
        output_tokens: 900,
        output_tokens_details: { thinking_tokens: 300 },
      },
    },
  };
  return `${JSON.stringify(row)}\n`;
}

function codex(i: number): string {
  const usage = { prompt_tokens: 500, completion_tokens: 400, completion_tokens_details: { reasoning_tokens: 320 } };
  return `${JSON.stringify({ id: `resp_0123456789${i}`, model: "gpt-5.5", created: 1_778_500_000 + i, usage })}\n`;
}

let editor: Workbench;
let page: Frame;

before(async () => {
  write("home/.claude/projects/shop/one.jsonl", Array.from({ length: 36 }, (_, i) => claude(i)).join(""));
  write("own/responses.jsonl", `${codex(0)}{"no": JSON\n${codex(1)}`);
  editor = await Workbench.open({
    env: {
      HOME: join(folder, "home"),
      CLAUDE_CONFIG_DIR: "",
      CODEX_HOME: "",
      GEMINI_DATA_DIR: "",
      XDG_DATA_HOME: join(folder, "home/data"),
    },
  });
});
after(() => editor?.close());

const option = (name: RegExp) => editor.page.getByRole("option", { name });
const groups = () => page.getByRole("table", { name: /^Spending by/ });
/** Waits until the report has these groups, in this order. */
const untilNamed = (...names: string[]) => untilEqual(() => groups().getByRole("rowheader").allInnerTexts(), names);

test("without calls the page says so, and its import says what it found before it reads", async () => {
  page = await editor.openPage("tare.showLedger", "tare-ledger");
  await page.getByText("No calls are imported yet.").waitFor();
  const found = option(/^Claude Code,? 1 log, \d+ kB.*\.claude\/projects/);
  await editor.click(page.getByRole("button", { name: "Import Calls…" }), found);
  await screenshot(editor.page, "ledger-import");
  await editor.click(found, page.getByText(/^36 calls, 2026-05-10 to 2026-05-18$/));
  await editor.untilTold(/New calls: 36\. Logs read: 1; nothing new in: 0\./);
  await page.getByText(/^Cache hits lost: 4,000 tokens .* after a pause\.$/).waitFor();
});

test("files of one's own are imported too, and what could not be read is told", async () => {
  const choice = option(/^Choose Files…/);
  await editor.untilSeen(choice, () => editor.begin("tare.importCalls"));
  await editor.pickPath(() => clicked(choice), join(folder, "own/responses.jsonl"));
  await editor.untilTold(/New calls: 2\. .*could not be read: 1\. The first: .*responses\.jsonl: line 2: not JSON/);
  await page.getByText(/^38 calls, /).waitFor();
});

test("the report is put in order, searched and narrowed with the keyboard alone", async () => {
  await untilNamed("claude-opus-4-7", "gpt-5.5");
  const head = groups().getByRole("columnheader", { name: "invisible" });
  await head.getByRole("button").press("Enter");
  await untilNamed("gpt-5.5", "claude-opus-4-7");
  await page.getByRole("radio", { name: "model", exact: true }).press("ArrowRight");
  await page.getByRole("radio", { name: "day", exact: true }).press("ArrowRight");
  await groups().getByRole("rowheader", { name: "/src/shop" }).waitFor();
  await page.getByRole("searchbox", { name: "Find in: Spending by project" }).pressSequentially("site");
  await untilNamed("/src/site");
  await editor.page.keyboard.press("Tab");
  await groups().getByRole("button", { name: "/src/site" }).press("Enter");
  await page.getByText(/^12 calls, /).waitFor();
});

test("what is shown is exported, without a word of any prompt", async () => {
  const csv = join(folder, "calls.csv");
  await editor.pickPath(() => clicked(page.getByRole("button", { name: "Export Calls…" })), csv);
  await editor.untilTold(/Calls written to calls\.csv: 12\./);
  const [head = "", ...rows] = readFileSync(csv, "utf8").trim().split("\n");
  assert.match(head, /^time,tool,project,/);
  assert.equal(rows.length, 12);
  assert.ok(rows.every((row) => row.includes("/src/site") && !row.includes("SECRET")));
  await page.getByRole("button", { name: "Not only project: /src/site" }).click();
  await page.getByText(/^38 calls, /).waitFor();
});

test("the report has no accessibility fault in any theme", async () => {
  await inThemes(editor, async (theme) => {
    assert.deepEqual(await breachesInEditor(page, "editor"), [], theme);
    await screenshot(editor.page, `ledger-${theme}`);
  });
});

test("a call leads to the line of the log that tells of it", async () => {
  const dearest = page.getByRole("table", { name: "Dearest calls" }).getByRole("rowheader").getByRole("button").first();
  await editor.untilGiven(
    "the line in the log",
    () => clicked(dearest),
    (api) => {
      const { document, selection } = api.window.activeTextEditor!;
      const line = document.lineAt(selection.active).text;
      return document.fileName.endsWith("one.jsonl") && line.includes('"cache_read_input_tokens":0,');
    },
  );
});

test("what was imported can be deleted", async () => {
  await editor.untilSeen(page.getByText("No calls are imported yet."), async () => {
    await editor.begin("tare.forgetCalls");
    await clicked(option(/^Delete/));
    await editor.command("tare.showLedger");
  });
});
