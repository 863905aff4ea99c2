import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { openPlaceNotification } from "../../protocol/context-page.ts";
import { launchBrowser } from "../support/browser.ts";
import { assertAccessible } from "./accessible.ts";
import { contextMapStates } from "./context-map-states.ts";
import { latin, shownTexts, strangeTexts } from "./language.ts";
import { nextMessage, openMap, THEMES } from "./open-panel.ts";

let browser: Browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

const names = Object.keys(contextMapStates) as (keyof typeof contextMapStates)[];
const WIDE = { theme: "light", width: 1100 } as const;

for (const theme of THEMES) {
  test(`${theme}: no state of the map breaches an accessibility rule or the content-security policy`, async () => {
    for (const width of [300, 1100])
      await assertAccessible(await openMap(browser, contextMapStates.full, { theme, width }), contextMapStates);
  });
}

test("nothing of the map scrolls sideways, and every name stays within its area", async () => {
  for (const width of [300, 1100]) {
    const { page, show } = await openMap(browser, contextMapStates.full, { theme: "light", width });
    for (const name of names) {
      await show(contextMapStates[name]);
      assert.equal(
        await page.evaluate("document.documentElement.scrollWidth - innerWidth"),
        0,
        `${name} at ${width} px`,
      );
      const outside = await page.locator("tare-treemap svg").evaluateAll((maps) =>
        maps.flatMap((map) => {
          const areas = [...map.querySelectorAll("rect")].map((rect) => rect.getBoundingClientRect());
          const names = [...map.querySelectorAll("text:not(.part)")].filter((name) => name.textContent !== "");
          return names.flatMap((name) => {
            const { left, right, top, bottom } = name.getBoundingClientRect();
            const isWithin = areas.some(
              (a) => a.left <= left && right <= a.right && a.top <= top && bottom <= a.bottom + 2,
            );
            return isWithin ? [] : [name.textContent];
          });
        }),
      );
      assert.deepEqual(outside, [], `${name} at ${width} px`);
    }
    await page.close();
  }
});

test("areas are as large as their tokens, and as large without what could go", async () => {
  const { page } = await openMap(browser, contextMapStates.full, WIDE);
  const area = (name: string | RegExp) =>
    page
      .getByRole("button", { name })
      .locator("rect")
      .evaluate((rect) => {
        const { width, height } = rect.getBoundingClientRect();
        return width * height;
      });
  const [file, import_] = [/^CLAUDE\.md: 4,210 tokens, Always loaded/, /^docs\/architecture\.md: 2,600/];
  const [before, kept] = [await area(file), await area(import_)];
  assert.ok(Math.abs(before / kept - 4210 / 2600) < 0.15, `${before / kept}`);
  await page.getByRole("radio", { name: "Without what could go" }).check();
  assert.ok(Math.abs((await area(/^CLAUDE\.md: 3,100/)) / before - 3100 / 4210) < 0.12);
  assert.ok(Math.abs((await area(import_)) / kept - 1) < 0.1, "the same scale");
  assert.ok(await page.getByRole("img", { name: "gone: 617 tokens" }).isVisible());
  assert.ok(await page.getByRole("button", { name: /^packages\/api\/\*\*: 840 tokens, When files match/ }).isVisible());
  assert.ok(await page.getByText(/^11,078 tokens a turn/).isVisible());
});

test("one Tab leads to the map, arrows through it, and Enter opens the file at its place", async () => {
  const map = await openMap(browser, contextMapStates.full, WIDE);
  const { page } = map;
  await page.getByRole("radio", { name: "Without what could go" }).check();
  await page.keyboard.press("Tab");
  const focused = () =>
    page.evaluate('document.activeElement.shadowRoot.querySelector("tare-treemap").shadowRoot.activeElement.ariaLabel');
  assert.match(String(await focused()), /^CLAUDE\.md/);
  await page.keyboard.press("ArrowRight");
  assert.match(String(await focused()), /^docs\/architecture\.md/);
  const first = nextMessage(map, openPlaceNotification);
  await page.keyboard.press("Enter");
  assert.deepEqual(await first, { path: "docs/architecture.md" });
  await page.keyboard.press("End");
  assert.match(String(await focused()), /^search/);
  const moved = nextMessage(map, openPlaceNotification);
  await page.getByRole("button", { name: /^packages.*840 tokens/ }).click();
  assert.deepEqual(await moved, { path: "CLAUDE.md", span: { start: 1200, end: 4100 } });
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  const row = nextMessage(map, openPlaceNotification);
  await page.keyboard.press("Enter");
  assert.deepEqual(await row, { path: "CLAUDE.md" }, "then comes the table");
});

test("what has no room for its name is named below the map, at the pointer and in focus; the legend has every part", async () => {
  for (const width of [300, 1100]) {
    const { page } = await openMap(browser, contextMapStates.full, { theme: "light", width });
    const tiles = page.locator("tare-treemap").getByRole("button");
    const named = page.locator("tare-treemap .pointed");
    const said = await tiles.evaluateAll((all) => all.map((tile) => tile.ariaLabel!));
    const smallest = tiles.nth(said.findIndex((name) => name.startsWith(".claude/rules/a-name-that-is-far-too-long")));
    await smallest.hover();
    assert.equal(await named.textContent(), await smallest.getAttribute("aria-label"));
    await page.mouse.move(0, 0);
    assert.match((await named.textContent())!, /^The larger/);
    await tiles.last().focus();
    assert.match((await named.textContent())!, /^search: 700 tokens, Tools \(MCP\)/);
    const entries = page.locator("tare-treemap .legend").getByRole("listitem");
    const parts = ["Always loaded: 7,770", "When files match: 1,300", "Name only: 2,265"];
    assert.deepEqual(
      await entries.allTextContents(),
      [...parts, "Tools (MCP): 2,500"].map((entry) => `${entry} tokens`),
    );
    await page.close();
  }
});

test("a part that is small beside the others still has areas to point at", async () => {
  const tile = { path: ".mcp.json", name: "search", tokens: 60, left: 60 };
  const { map } = contextMapStates.full;
  const parts = map.parts.map((part) => (part.loads === "tools" ? { ...part, tiles: [tile] } : part));
  const { page } = await openMap(browser, { isReading: false, map: { ...map, parts } }, WIDE);
  const small = page.locator("tare-treemap").getByRole("button", { name: /^search/ });
  await small.hover();
  assert.equal(await page.locator("tare-treemap .pointed").textContent(), await small.getAttribute("aria-label"));
});

test("the table has every file, now and later", async () => {
  const { page } = await openMap(browser, contextMapStates.full, WIDE);
  const table = page.getByRole("table", { name: "What is loaded, file by file" });
  assert.equal(await table.getByRole("row").count(), 1 + 4 + 4 + 2 + 30 + 2);
  assert.deepEqual(
    await table
      .getByRole("row", { name: /^CLAUDE\.md/ })
      .getByRole("cell")
      .allInnerTexts(),
    ["4,210", "3,100"],
  );
});

test("every text follows the editor's language", async () => {
  const { page, show } = await openMap(browser, contextMapStates.full, { ...WIDE, texts: strangeTexts() });
  for (const name of names) {
    await show(contextMapStates[name]);
    const data = latin(JSON.stringify(contextMapStates[name]));
    const shown = await shownTexts(page, "tare-context-map");
    assert.match(shown, /文/, name);
    assert.deepEqual(
      latin(shown).filter((word) => !data.some((whole) => whole.startsWith(word))),
      [],
      name,
    );
  }
});
