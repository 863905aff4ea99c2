import { mkdirSync } from "node:fs";
import { launchBrowser } from "../support/browser.ts";
import { contextMapStates } from "./context-map-states.ts";
import { ledgerStates } from "./ledger-states.ts";
import { openLedger, openMap, openPanel, THEMES } from "./open-panel.ts";
import { states } from "./states.ts";

/*
 * Pictures of the panel to look at (`npm run look:panel`): every state in every theme at 300 pixels, and the fullest
 * one at 200 % zoom and in a wide place, the map and the page of the ledger, in .cache/panel.
 */

const FOLDER = ".cache/panel";
const names = Object.keys(states) as (keyof typeof states)[];
const views = [
  ...names.map((name) => ({ name, width: 300, zoom: 1 })),
  { name: "forecast", width: 300, zoom: 2 },
  { name: "forecast", width: 1100, zoom: 1 },
] as const;

mkdirSync(FOLDER, { recursive: true });
const browser = await launchBrowser();
for (const theme of THEMES) {
  for (const name of Object.keys(contextMapStates) as (keyof typeof contextMapStates)[])
    for (const width of [300, 1100]) {
      const { page } = await openMap(browser, contextMapStates[name], { theme, width });
      await page.screenshot({ path: `${FOLDER}/map-${name}-${theme}-${width}.png`, fullPage: true });
      await page.close();
    }
  for (const { name, width, zoom } of views) {
    const { page } = await openPanel(browser, states[name], { theme, width, zoom });
    await page.screenshot({ path: `${FOLDER}/${name}-${theme}-${width}-${zoom}.png`, fullPage: true });
    await page.close();
  }
  for (const name of Object.keys(ledgerStates) as (keyof typeof ledgerStates)[])
    for (const width of [300, 1100]) {
      const { page } = await openLedger(browser, ledgerStates[name], { theme, width });
      await page.screenshot({ path: `${FOLDER}/ledger-${name}-${theme}-${width}.png`, fullPage: true });
      await page.close();
    }
}
await browser.close();
