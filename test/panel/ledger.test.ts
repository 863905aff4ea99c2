import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import {
  exportCallsNotification,
  importCallsNotification,
  type LedgerState,
  ledgerFilterNotification,
  openCallNotification,
} from "../../protocol/ledger-page.ts";
import { launchBrowser } from "../support/browser.ts";
import { assertAccessible } from "./accessible.ts";
import { latin, shownTexts, strangeTexts } from "./language.ts";
import { ledgerStates } from "./ledger-states.ts";
import { nextMessage, type OpenPage, openLedger, THEMES } from "./open-panel.ts";

let browser: Browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

const names = Object.keys(ledgerStates) as (keyof typeof ledgerStates)[];
const WIDE = { theme: "light", width: 1100 } as const;

for (const theme of THEMES) {
  test(`${theme}: no state of the ledger breaches an accessibility rule or the content-security policy`, async () => {
    for (const width of [300, 1100])
      await assertAccessible(await openLedger(browser, ledgerStates.full, { theme, width }), ledgerStates);
  });
}

test("nothing of the ledger scrolls sideways, in the side bar's width or an editor's, by any view", async () => {
  for (const width of [300, 620, 1100]) {
    const { page, show } = await openLedger(browser, ledgerStates.full, { theme: "light", width });
    for (const name of names) {
      await show(ledgerStates[name]);
      for (const radio of await page.getByRole("radio").all()) {
        await radio.check();
        const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
        assert.equal(overflow, 0, `${name} at ${width} px`);
      }
    }
    await page.close();
  }
});

const table = (page: OpenPage<LedgerState>["page"], name: string) => page.getByRole("table", { name });
const firstCells = (page: OpenPage<LedgerState>["page"], name: string) =>
  table(page, name).getByRole("rowheader").allInnerTexts();

test("a table is put in order by any column with the keyboard alone; what is not known stands last", async () => {
  const { page } = await openLedger(browser, ledgerStates.full, WIDE);
  const models = ["claude-opus-4-7", "gpt-5.5", "a-model-of-ours", "(no model named)"];
  assert.deepEqual(await firstCells(page, "Spending by model"), models);
  const invisible = table(page, "Spending by model").getByRole("columnheader", { name: "invisible" });
  await invisible.getByRole("button").focus();
  await page.keyboard.press("Enter");
  assert.equal(await invisible.getAttribute("aria-sort"), "descending");
  assert.deepEqual((await firstCells(page, "Spending by model")).slice(0, 2), ["gpt-5.5", "claude-opus-4-7"]);
  await page.keyboard.press("Enter");
  assert.equal(await invisible.getAttribute("aria-sort"), "ascending");
  assert.deepEqual(await firstCells(page, "Spending by model"), models);
});

test("in a narrow place the order is a choice in a list", async () => {
  const { page } = await openLedger(browser, ledgerStates.full, { theme: "dark", width: 300 });
  const order = page.getByRole("combobox", { name: "Order" }).first();
  await order.selectOption("invisible, descending");
  assert.equal((await firstCells(page, "Spending by model"))[0], "gpt-5.5");
});

test("the view is chosen by arrow keys, a table is searched by the words in its rows, and shows all when asked", async () => {
  const { page } = await openLedger(browser, ledgerStates.full, WIDE);
  await page.getByRole("radio", { name: "model" }).focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
  assert.equal((await firstCells(page, "Spending by session")).length, 25);
  assert.ok(await table(page, "Spending by session").getByRole("columnheader", { name: "context" }).isVisible());
  await page.getByRole("button", { name: "Show All 60" }).click();
  assert.equal((await firstCells(page, "Spending by session")).length, 60);
  await page.getByRole("searchbox").first().fill("0007 180,000");
  assert.equal((await firstCells(page, "Spending by session")).length, 0);
  await page.getByRole("searchbox").first().fill("0007");
  assert.match((await firstCells(page, "Spending by session")).join(), /^\S+0007$/);
  assert.ok(await page.getByText("1 of 60").isVisible());
});

test("a group, a period and what is chosen already are asked for, and taken back", async () => {
  const ledger = await openLedger(browser, ledgerStates.full, WIDE);
  let asked = nextMessage(ledger, ledgerFilterNotification);
  await ledger.page.getByRole("button", { name: "gpt-5.5" }).click();
  assert.deepEqual(await asked, { model: "gpt-5.5" });
  await ledger.show(ledgerStates.some);
  asked = nextMessage(ledger, ledgerFilterNotification);
  await ledger.page.getByRole("button", { name: "Not only project: (no project named)" }).click();
  assert.deepEqual(await asked, { model: "gpt-5.5", since: "2026-11-24" });
  asked = nextMessage(ledger, ledgerFilterNotification);
  await ledger.page.getByRole("combobox", { name: "Period" }).selectOption("all time");
  assert.deepEqual(await asked, { model: "gpt-5.5", project: null });
});

test("a call leads to its line in the log; import and export are the host's", async () => {
  const ledger = await openLedger(browser, ledgerStates.full, WIDE);
  const opened = nextMessage(ledger, openCallNotification);
  await table(ledger.page, "Dearest calls").getByRole("rowheader").first().getByRole("button").click();
  assert.deepEqual(await opened, { file: "/home/me/.claude/projects/shop/0d6c7a52.jsonl", line: 120 });
  const exported = nextMessage(ledger, exportCallsNotification);
  await ledger.page.getByRole("button", { name: "Export Calls…" }).click();
  await exported;
  await ledger.show(ledgerStates.empty);
  const imported = nextMessage(ledger, importCallsNotification);
  await ledger.page.getByRole("button", { name: "Import Calls…" }).click();
  await imported;
});

test("the chart says in words what it shows", async () => {
  const { page } = await openLedger(browser, ledgerStates.full, WIDE);
  const chart = page.getByRole("img", {
    name: /^Spending from 2026-11-01 to 2026-11-30; the most on .*40% of it thinking/,
  });
  assert.equal(await chart.locator("rect").count(), 60);
});

test("every text follows the editor's language", async () => {
  const { page, show } = await openLedger(browser, ledgerStates.full, { ...WIDE, texts: strangeTexts() });
  for (const name of names) {
    await show(ledgerStates[name]);
    const data = new Set<string>();
    JSON.stringify(ledgerStates[name], (_, value) => {
      if (typeof value === "string") for (const word of latin(value)) data.add(word);
      return value;
    });
    for (const radio of [undefined, ...(await page.getByRole("radio").all())]) {
      await radio?.check();
      const shown = await shownTexts(page, "tare-ledger");
      assert.match(shown, /文/, name);
      assert.deepEqual(
        latin(shown).filter((word) => !data.has(word)),
        [],
        name,
      );
    }
  }
});
