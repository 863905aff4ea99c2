import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import pruning from "../../display/pruning.json" with { type: "json" };
import {
  actionNotification,
  applyNotification,
  previewNotification,
  revealNotification,
  setTargetNotification,
  setVolumeNotification,
} from "../../protocol/panel.ts";
import { launchBrowser } from "../support/browser.ts";
import { assertAccessible } from "./accessible.ts";
import { latin, shownTexts, strangeTexts } from "./language.ts";
import { nextMessage, openPanel, THEMES } from "./open-panel.ts";
import { comparison, prompt, states } from "./states.ts";
import themes from "./themes.json" with { type: "json" };

let browser: Browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

/** The fields of a state that are shown as they stand: names, and what the engine and the host have put into words. */
const AS_IT_STANDS = /^(?:name|model|modelName|tokenizer|title|effort|script|detail|rule|message|why|reason|note|\d+)$/;

const names = Object.keys(states) as (keyof typeof states)[];
const { uri, version } = prompt;

for (const theme of THEMES) {
  test(`${theme}: no state breaches an accessibility rule or the content-security policy`, async () => {
    await assertAccessible(await openPanel(browser, states.prompt, { theme, width: 300 }), states);
  });
}

test("nothing is cut off or scrolls sideways at 300 pixels, at 200 % zoom, and at both", async () => {
  for (const [width, zoom] of [
    [300, 1],
    [600, 2],
    [300, 2],
  ] as const) {
    const { page, show } = await openPanel(browser, states.prompt, { theme: "light", width, zoom });
    for (const name of names) {
      await show(states[name]);
      const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
      assert.equal(overflow, 0, `${name} at ${width} px, zoom ${zoom}`);
    }
  }
});

test("a small price stands on one line in a narrow side bar", async () => {
  const { inspection } = prompt;
  const cheap = { ...prompt, inspection: { ...inspection, cost: { ...inspection.cost!, input: 0.00007 } } };
  for (const width of [250, 300]) {
    const { page } = await openPanel(browser, { ...states.prompt, prompt: cheap }, { theme: "light", width });
    const heights = await page.locator(".total").evaluateAll((totals) => totals.map((total) => total.clientHeight));
    assert.equal(new Set(heights).size, 1, `${heights} at ${width} px`);
  }
});

test("the slider moves by key and by mouse, and shows what it does before the host answers", async () => {
  const panel = await openPanel(browser, states.prompt, { theme: "dark", width: 300 });
  const slider = panel.page.getByRole("slider", { name: "Share of the prose to keep" });
  await slider.focus();
  let moved = nextMessage(panel, setTargetNotification);
  await slider.press("ArrowLeft");
  assert.deepEqual(await moved, { uri, version, target: { keep: 0.69 } });
  assert.match(
    (await slider.getAttribute("aria-valuetext"))!,
    /^69% of the prose\. Removes .+ Below 62%, rules would have to go\.$/,
  );
  assert.ok(await panel.page.getByText("≈ 916").isVisible());

  moved = nextMessage(panel, setTargetNotification);
  const box = (await slider.boundingBox())!;
  await panel.page.mouse.click(box.x + box.width / 4, box.y + box.height / 2);
  const { target } = await moved;
  assert.ok(target && "keep" in target && Math.abs(target.keep - 0.25) <= 0.01);
  await panel.page
    .getByText(/^Below 62%, rules would have to go: \d+ of 24 at 2\d%\. Squeeze stops before the first\.$/)
    .waitFor();

  await panel.show({ ...states.prompt, prompt: { ...prompt, target } });
  assert.equal(await panel.page.getByText("≈ ").count(), 0);
});

test("a prompt is trimmed until the slider squeezes it, and again at a click", async () => {
  const panel = await openPanel(browser, states.trimmed, { theme: "light", width: 300 });
  assert.ok(await panel.page.getByRole("heading", { name: "Trim" }).isVisible());
  assert.ok(await panel.page.getByText("Removes repetition, filler. Next: asides.").isVisible());
  const back = panel.page.getByRole("button", { name: "Trim Only" });
  assert.equal(await back.count(), 0);
  await panel.show(states.prompt);
  const trimmed = nextMessage(panel, setTargetNotification);
  await back.click();
  assert.deepEqual(await trimmed, { uri, version });
});

test("the month that the compression saves is the difference in the table", async () => {
  const panel = await openPanel(browser, states.unwise, { theme: "light", width: 300 });
  assert.ok(await panel.page.getByText("+$1.78").isVisible());
  const cells = await panel.page
    .getByRole("row", { name: /^cached/ })
    .last()
    .getByRole("cell")
    .allTextContents();
  assert.deepEqual(cells, ["$0.31", "$2.10"]);
  assert.ok(
    await panel.page
      .getByText("too short for the provider's cache, so every call would pay the full price")
      .isVisible(),
  );
});

test("instructions cost a turn and a session, cached and not; no turn is sent in a batch", async () => {
  const { page } = await openPanel(browser, states.instructions, { theme: "light", width: 300 });
  const table = page.getByRole("table").filter({ hasText: "A turn" });
  const heads = await table.getByRole("rowheader").allTextContents();
  const kinds = ["uncached", "cached"];
  assert.deepEqual(
    heads.map((head) => head.trim()).filter((head) => /^(un)?cached$|^batch$/.test(head)),
    [...kinds, ...kinds, ...kinds],
  );
});

test("the marks in the text have a legend", async () => {
  const { page } = await openPanel(browser, states.prompt, { theme: "light", width: 300 });
  const legend = page.getByRole("region", { name: "Legend" });
  assert.deepEqual(await legend.getByRole("listitem").count(), 3);
  const shades = await page.evaluate(`[...document.querySelector("tare-panel").shadowRoot.querySelectorAll(".sample i")]
    .map((sample) => getComputedStyle(sample).backgroundColor)`);
  assert.equal(new Set(shades as string[]).size, 4);
});

test("what the user does reaches the host, with the version it is about", async () => {
  const panel = await openPanel(browser, states.prompt, { theme: "light", width: 300 });
  const click = (name: string | RegExp) => panel.page.getByRole("button", { name }).click();

  const revealed = nextMessage(panel, revealNotification);
  await click("Policies");
  assert.deepEqual(await revealed, { uri, version, span: { start: 400, end: 500 } });
  const previewed = nextMessage(panel, previewNotification);
  await click("Preview");
  assert.deepEqual(await previewed, { uri, version });
  const applied = nextMessage(panel, applyNotification);
  await click("Apply…");
  assert.deepEqual(await applied, { uri, version });
  const picked = nextMessage(panel, actionNotification);
  await click(/^Model: GPT-5 mini/);
  assert.deepEqual(await picked, { action: "pick model" });
});

test("a month's calls are typed; what is no number is said to be none", async () => {
  const panel = await openPanel(browser, states.prompt, { theme: "light", width: 300 });
  const volume = panel.page.getByRole("textbox", { name: "A month of" });
  await volume.fill("many");
  await volume.press("Enter");
  assert.ok(await panel.page.getByText("Enter a number").isVisible());
  const set = nextMessage(panel, setVolumeNotification);
  await volume.fill("2,500,000");
  await volume.press("Enter");
  assert.deepEqual(await set, { callsPerMonth: 2_500_000 });
  assert.ok(await panel.page.getByText("Enter a number").isHidden());
});

test("Apply waits for the compression; a failed engine and an empty editor say what to do", async () => {
  const panel = await openPanel(browser, states.pending, { theme: "dark", width: 300 });
  assert.ok(await panel.page.getByRole("button", { name: "Apply…" }).isDisabled());

  await panel.show(states.failed);
  assert.match((await panel.page.getByRole("alert").textContent()) ?? "", /minilm\.onnx is missing/);
  const restarted = nextMessage(panel, actionNotification);
  await panel.page.getByRole("button", { name: "Restart" }).click();
  assert.deepEqual(await restarted, { action: "restart engine" });

  await panel.show(states.unweighed);
  assert.ok(await panel.page.getByText("Unknown model").isVisible());
  const pick = nextMessage(panel, actionNotification);
  await panel.page.getByRole("button", { name: "Select Model…" }).click();
  assert.deepEqual(await pick, { action: "pick model" });
  assert.equal(await panel.page.getByRole("button").count(), 1, "it is not told to open a prompt");

  await panel.show(states.empty);
  const opened = nextMessage(panel, actionNotification);
  await panel.page.getByRole("button", { name: "Open a Sample Prompt" }).click();
  assert.deepEqual(await opened, { action: "open sample" });
});

test("models are compared, the cheapest first or by what the user chooses, and others are chosen by a button", async () => {
  const panel = await openPanel(browser, states.comparison, { theme: "light", width: 300 });
  const [mini, opus, unknown] = comparison.models.map(({ name }) => name);
  const order = async () =>
    (await panel.page.locator("tare-comparison .group[colspan='4']").allTextContents()) as string[];
  assert.deepEqual(await order(), [mini, opus, unknown]);
  const sort = panel.page.getByRole("combobox", { name: "The least first, by" });
  await sort.selectOption("thinking");
  assert.deepEqual(await order(), [unknown, opus, mini]);
  await sort.selectOption("cached");
  assert.deepEqual(await order(), [mini, opus, unknown]);
  assert.deepEqual(
    await panel.page
      .locator("tare-comparison")
      .getByRole("row", { name: /≈ 1,490/ })
      .getByRole("cell")
      .allInnerTexts(),
    ["≈ 1,490\nclaude", "$0.0075\ncached $0.00075", "1,200\n260–4,900", "$0.065\n$0.020–$0.25"],
  );
  const asked = nextMessage(panel, actionNotification);
  await panel.page.getByRole("button", { name: "Choose Models…" }).click();
  assert.deepEqual(await asked, { action: "compare models" });
  await panel.show(states.prompt);
  assert.ok(await panel.page.getByRole("button", { name: "Compare Models…" }).isVisible());
});

test("what compression makes too short to be cached is paid in full, and what never was cached has no such price", async () => {
  const panel = await openPanel(browser, states.unwise, { theme: "light", width: 300 });
  const cached = panel.page.getByRole("row", { name: /^cached/ });
  assert.deepEqual(await cached.first().getByRole("cell").allTextContents(), ["$0.000031", "$0.000210"]);
  assert.ok(await panel.page.getByText("Too short to be cached at 30%").isVisible());

  const { cachedRead: _, ...cost } = prompt.inspection.cost!;
  const short = { ...prompt, inspection: { ...prompt.inspection, cost } };
  await panel.show({ ...states.prompt, prompt: { ...short, cacheMinimumTokens: 4096 } });
  assert.equal(await cached.count(), 0);
  assert.ok(await panel.page.getByText("caching starts at 4,096 tokens").isVisible());
});

test("what could be sent for less is told, found in the text at a click, and has its evidence beside it", async () => {
  const panel = await openPanel(browser, states.media, { theme: "light", width: 300 });
  const { page } = panel;
  assert.ok(await page.getByRole("heading", { name: "Media for less" }).isVisible());
  const row = page.getByRole("row", { name: /911 × 512/ });
  assert.deepEqual(await row.getByRole("cell").allTextContents(), ["425", "$1.70 62%"]);
  const revealed = nextMessage(panel, revealNotification);
  await page.getByRole("button", { name: "image 1920 × 1080" }).click();
  assert.deepEqual(await revealed, { uri, version, span: { start: 100, end: 160 } });
  const measured = page.getByText(/^over 97% of LLaVA-1\.5-7B's accuracy at 11% of the tokens \(DUET-VLM/);
  assert.ok(await measured.isHidden());
  await page.getByText("What fewer tokens lose, as measured").click();
  assert.ok(await measured.isVisible());
  await panel.show(states.prompt);
  assert.equal(await page.getByText("Media for less").count(), 0);
});

test("totals are read out once they rest", async () => {
  const panel = await openPanel(browser, states.prompt, { theme: "light", width: 300 });
  await panel.page
    .getByText("1,257 tokens, $0.31 per 1,000 calls. At 70%: 927 tokens, $0.23 per 1,000 calls.")
    .waitFor({ state: "attached" });
});

test("everything can be reached by Tab, in the order of the page", async () => {
  const { page } = await openPanel(browser, states.prompt, { theme: "light", width: 300 });
  const reached: string[] = [];
  while (reached.at(-1) !== "text" && reached.length < 20) {
    await page.keyboard.press("Tab");
    reached.push(
      String(
        await page.evaluate(`(() => {
          let active = document.activeElement;
          while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
          return active.innerText.trim() || active.type;
        })()`),
      ),
    );
  }
  const parts = prompt.shares.map((s) => s.title);
  assert.deepEqual(reached, [
    "GPT-5 mini",
    ...parts,
    "range",
    "Preview",
    "Apply…",
    "Trim Only",
    "Import Calls…",
    "text",
  ]);
});

test("every colour that the panel asks for exists in the editor", () => {
  const known = new Set(Object.values(themes).flatMap(({ variables }) => Object.keys(variables)));
  for (const file of readdirSync("webview").filter((name) => name.endsWith(".ts"))) {
    const used = readFileSync(`webview/${file}`, "utf8").match(/--vscode-[\w-]+/g) ?? [];
    assert.deepEqual(
      used.filter((name) => !known.has(name)),
      [],
      file,
    );
  }
});

test("every text follows the editor's language", async () => {
  const { page, show } = await openPanel(browser, states.prompt, { theme: "light", width: 300, texts: strangeTexts() });
  const fixed = new Set(["Tare", "ab", "prompt", "md", "AGENTS", "SKILL", ...latin(JSON.stringify(pruning.measured))]);
  for (const name of names) {
    const data = new Set<string>();
    JSON.stringify(states[name], (key, value) => {
      if (typeof value === "string" && AS_IT_STANDS.test(key)) for (const word of latin(value)) data.add(word);
      return value;
    });
    await show(states[name]);
    const shown = await shownTexts(page, "tare-panel");
    assert.match(shown, /文/, name);
    assert.deepEqual(
      latin(shown).filter((word) => !fixed.has(word) && !data.has(word)),
      [],
      name,
    );
  }
});
