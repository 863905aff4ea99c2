import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Frame, Locator } from "playwright-core";
import { seededRandom } from "../../bench/support/statistics.ts";
import { inThemes, screenshot } from "../support/screen.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { clicked, Workbench } from "../support/workbench.ts";

const { folder } = temporaryFolder();
const PROMPT = ".github/prompts/support.prompt.md";
let editor: Workbench;
let card: Frame;

before(async () => {
  editor = await Workbench.open({ viewport: { width: 1280, height: 1400 }, env: { XDG_DATA_HOME: folder } });
  await editor.openFile(PROMPT);
  card = await editor.openPanel();
});
after(() => editor?.close());

const status = () => editor.page.locator(".statusbar-item", { hasText: /tok · / });

/** The median that the status bar says, once it passes a test. */
async function untilThinks(test: (tokens: number) => boolean): Promise<number> {
  for (const deadline = Date.now() + 60_000; ; ) {
    const text = (await status().textContent()) ?? "";
    const tokens = Number(/thinks ~([\d,]+)/.exec(text)?.[1]?.replaceAll(",", ""));
    if (test(tokens)) return tokens;
    assert.ok(Date.now() < deadline, `Waited in vain; the status bar says: ${text}`);
    await editor.page.waitForTimeout(50);
  }
}

/** What is said of a place in the status bar while the mouse is over it. */
const hover = () => editor.page.locator(".workbench-hover");
const hoverOver = (item: Locator, words: RegExp) =>
  editor.untilSeen(hover().getByText(words), async () => {
    await editor.page.mouse.move(0, 0);
    await item.hover({ timeout: 6000 });
  });

test("the status bar forecasts the thinking, and its hover says it in words and what it rests on", async () => {
  await status().filter({ hasText: "thinks" }).waitFor();
  assert.match((await status().textContent())!, /^\d+ tok · \$0\.\d+ · thinks ~[\d,]+ \([\d,]+–[\d,]+\)$/);
  await hoverOver(status(), /Typical call: [\d,]+ thinking tokens; 1 in 10 uses more than [\d,]+\./);
  await hover()
    .getByText(/this model's calls at other effort levels|calls of its model family/)
    .waitFor();
  await hover()
    .getByText(/1 in 10 costs more than .* For many calls, budget the average of \$[\d.]+ each/)
    .waitFor();
  await screenshot(editor.page, "forecast-hover");
  await editor.page.mouse.move(0, 0);
});

test("the card shows the dots, every effort and the whole bill, in light and dark", async () => {
  const forecast = card.locator("tare-forecast");
  await forecast.getByRole("img", { name: /^Twenty equally likely outcomes/ }).waitFor();
  for (const effort of ["low", "medium", "high", "xhigh"])
    assert.match((await forecast.getByRole("row", { name: effort }).first().textContent())!, /[\d,]+–[\d,]+/);
  const cost = card.locator("tare-cost");
  await cost.getByText(/Typical call, before the answer: \$[\d.]+; 1 in 10 costs more than \$[\d.]+\./).waitFor();
  const saving = cost.getByText(/The prompt trimmed saves \$[\d.]+ a month, .* of the average bill/);
  await saving.waitFor();
  const taken = async (name: string) => {
    await saving.scrollIntoViewIfNeeded();
    await screenshot(editor.page, `forecast-${name}`);
  };
  await inThemes(editor, taken, ["light", "dark"]);
});

test("an instruction file says what it costs a turn and a session, and forecasts no thinking, in light and dark", async () => {
  await editor.openFile("AGENTS.md");
  const item = editor.page.locator(".statusbar-item", {
    hasText: /^\d+ tok · \$[\d.]+ a turn · \$[\d.]+ for 50 turns$/,
  });
  await item.waitFor();
  const forecast = card.locator("tare-forecast");
  await forecast
    .getByText(/no forecast of their own\. A turn: \$[\d.]+ uncached.* A session: \$[\d.]+ for 50 turns/)
    .waitFor();
  assert.equal(await forecast.getByRole("img").count(), 0);
  await card.locator("tare-cost").getByText("A session of 50 turns").waitFor();
  const taken = async (name: string) => {
    await hoverOver(item, /^\$[\d.]+ for 50 turns/);
    await forecast.scrollIntoViewIfNeeded();
    await screenshot(editor.page, `no-forecast-${name}`);
    await editor.page.mouse.move(0, 0);
  };
  await inThemes(editor, taken, ["light", "dark"]);
  await editor.openFile(PROMPT);
});

test("the effort that is set is the one that is forecast", async () => {
  const usual = await untilThinks((tokens) => tokens > 0);
  await editor.set("tare.effort", "low");
  await card.locator("tr[aria-current]", { hasText: "low" }).waitFor();
  await untilThinks((tokens) => tokens < usual);
  await editor.set("tare.effort");
  await card.locator("tr[aria-current]", { hasText: "medium" }).waitFor();
  await untilThinks((tokens) => tokens === usual);
});

/** Does not wait until what it tells is read. */
async function importLog(file: string): Promise<void> {
  await editor.evaluate((api, path) => void api.commands.executeCommand("tare.importCalls", api.Uri.file(path)), file);
}

/** Has the calls deleted, until that is seen. */
const forget = (seen: Locator) =>
  editor.untilSeen(seen, async () => {
    await editor.begin("tare.forgetCalls");
    await clicked(editor.page.getByRole("option", { name: "Delete" }));
  });

test("a log of own calls moves the forecast, is told, and can be forgotten", async () => {
  const before = await untilThinks((tokens) => tokens > 0);
  const file = join(editor.extensionFolder, "calls.jsonl");
  const call = JSON.stringify({ model: "gpt-5.5", effort: "medium", reasoning_tokens: 40 * before });
  writeFileSync(file, `${`${call}\n`.repeat(43)}not a call\n`);
  await importLog(file);
  await card.getByText(/and 43 calls of yours/).waitFor();
  await editor.untilTold(/New calls: 43\. .*could not be read: 1\. .*calls\.jsonl: line 44: not JSON/);
  await untilThinks((tokens) => tokens > 10 * before);
  const taken = async (name: string) => {
    await card.getByText(/and 43 calls of yours/).scrollIntoViewIfNeeded();
    await screenshot(editor.page, `learnt-${name}`);
  };
  await inThemes(editor, taken, ["light", "dark"]);
  await forget(card.getByText(/Based on [^,]+\.$/));
  await untilThinks((tokens) => tokens === before);
});

test("a forecast that is too wide shows no number and says what would settle it, in light and dark", async () => {
  const before = await untilThinks((tokens) => tokens > 0);
  const file = join(editor.extensionFolder, "apart.jsonl");
  const calls = Array.from({ length: 200 }, (_, i) => (i % 2 ? 20 : 60_000));
  const lines = calls.map((n) => JSON.stringify({ model: "gpt-5.5", effort: "medium", reasoning_tokens: n }));
  writeFileSync(file, lines.join("\n"));
  await importLog(file);
  const forecast = card.locator("tare-forecast");
  const says = async (effort: string, words: RegExp, basis: RegExp) => {
    await card.locator("tr[aria-current]", { hasText: effort }).waitFor();
    await forecast.getByText(words).waitFor();
    await forecast.getByText(basis).waitFor();
    await status().filter({ hasText: "thinks ?" }).waitFor();
    await forecast.getByRole("img").waitFor({ state: "detached" });
    const taken = async (name: string) => {
      await forecast.getByText(words).scrollIntoViewIfNeeded();
      await screenshot(editor.page, `not-predictable-${effort}-${name}`);
    };
    await inThemes(editor, taken, ["light", "dark"]);
  };
  await says("medium", /not predictable: calls of yours differ too much\./, /and 200 calls of yours\./);
  await editor.set("tare.effort", "high");
  await says(
    "high",
    /not predictable from here; 5 calls of yours would settle it\./,
    /and 200 calls of yours \(0 at this model and effort level\)\./,
  );
  await editor.set("tare.effort");
  await forget(card.getByText(/Based on [^,]+\.$/));
  await untilThinks((tokens) => tokens === before);
  await editor.command("notifications.clearAll");
});

test("what an audit of the log shows stands in the panel until the calls are forgotten", async () => {
  const file = join(editor.extensionFolder, "audit.jsonl");
  const random = seededRandom(7);
  const tokens = Array.from({ length: 200 }, (_, i) => 64 * Math.round((4 + 6 * random()) * (i < 100 ? 1 : 4)));
  tokens[150] = 1501;
  const lines = tokens.map((reasoning_tokens) => JSON.stringify({ model: "gpt-5", effort: "high", reasoning_tokens }));
  writeFileSync(file, lines.join("\n"));
  await importLog(file);
  await editor.untilTold(/Some look unusual: see the billing audit/);
  const audit = card.locator("tare-audit");
  await audit
    .getByText(/^Unusual: later calls are [34]\.\d times earlier ones \([\d.]+ times to [\d.]+ times\)/)
    .waitFor();
  await audit.getByText(/^1 of 200 calls: OpenAI reports the thinking tokens/).waitFor();
  await forget(audit.getByText("No calls are imported yet."));
});

test("a log that is not there or is no text is told in a clear line", async () => {
  const latin1 = join(editor.extensionFolder, "latin1.jsonl");
  writeFileSync(latin1, Buffer.from([0x63, 0x61, 0x66, 0xe9]));
  const files = {
    "no such file": `${latin1}.none`,
    "line 1: not UTF-8 text": latin1,
  };
  for (const [words, file] of Object.entries(files)) {
    await importLog(file);
    await editor.untilTold(new RegExp(`: ${words}`));
  }
});

test("a model that the catalogue does not know is forecast from its kin, and that is said", async () => {
  await editor.set("tare.model", "gpt-7-turbo-thinking");
  const item = editor.page.locator(".statusbar-item", { hasText: /Tare · thinks ~/ });
  await hoverOver(item, /Unknown model/);
  await hover()
    .getByText(/calls of its model family\. No calls of this model are known/)
    .waitFor();
  await editor.page.mouse.move(0, 0);
});

test("a model that does not reason forecasts zero and says so", async () => {
  await editor.set("tare.model", "gpt-4o");
  await status().filter({ hasText: "thinks 0" }).waitFor();
  await card.getByText("No thinking before the answer.").waitFor();
});
