import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Page } from "playwright-core";
import type { Workbench } from "./workbench.ts";

const SCREENSHOTS = join(import.meta.dirname, "../../.cache/screenshots");

/**
 * What the heat map shows in the visible lines: the struck words, and each look of a mark with how often it is there.
 */
export interface ShownMarks {
  readonly struck: readonly string[];
  readonly backgrounds: Readonly<Record<string, number>>;
  /** Marks with a visible border, as high contrast has them. */
  readonly bordered: number;
  /** Pixels of the overview ruler in the colour of the heaviest words. */
  readonly ruler: number;
}

export function shownMarks(page: Page): Promise<ShownMarks> {
  return page.evaluate(`(() => {
    const seen = { struck: [], backgrounds: {}, bordered: 0, ruler: 0 };
    for (const word of document.querySelectorAll(".view-line span[class*='ced-']")) {
      if (getComputedStyle(word).textDecorationLine === "line-through") seen.struck.push(word.textContent);
    }
    for (const mark of document.querySelectorAll(".view-overlays [class*='ced-']")) {
      const { backgroundColor, borderTopWidth, borderTopColor } = getComputedStyle(mark);
      seen.backgrounds[backgroundColor] = (seen.backgrounds[backgroundColor] ?? 0) + 1;
      if (borderTopWidth !== "0px" && borderTopColor !== "rgba(0, 0, 0, 0)") seen.bordered++;
    }
    const ruler = document.querySelector("canvas.decorationsOverviewRuler");
    const pixels = ruler?.width > 0 ? ruler.getContext("2d").getImageData(0, 0, ruler.width, ruler.height).data : [];
    for (let i = 0; i < pixels.length; i += 4) {
      const isViolet = pixels[i + 2] > pixels[i] + 20 && pixels[i] > pixels[i + 1] + 20;
      if (pixels[i + 3] > 0 && isViolet) seen.ruler++;
    }
    return seen;
  })()`);
}

/** Waits until what is shown passes a test; rejects with what was shown last. */
export async function untilShown(
  page: Page,
  what: string,
  test: (marks: ShownMarks) => boolean,
  timeout = 60_000,
): Promise<ShownMarks> {
  const deadline = Date.now() + timeout;
  for (;;) {
    const marks = await shownMarks(page);
    if (test(marks)) return marks;
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}; shown: ${JSON.stringify(marks)}`);
    await page.waitForTimeout(50);
  }
}

/** Keeps a picture of the window; the pictures are artefacts of the test run. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const path = join(SCREENSHOTS, `${name}.png`);
  mkdirSync(dirname(path), { recursive: true });
  // A theme fades in; the picture is taken once that is over.
  await page.screenshot({ path, animations: "disabled" });
}

const THEMES = {
  light: "Default Light Modern",
  dark: "Default Dark Modern",
  "high-contrast": "Default High Contrast",
  "high-contrast-light": "Default High Contrast Light",
} as const;

type Theme = keyof typeof THEMES;

/** The file of each theme: the workbench carries its name as a class, and of a theme that is still coming none. */
const THEME_FILES = {
  light: "light_modern",
  dark: "dark_modern",
  "high-contrast": "hc_black",
  "high-contrast-light": "hc_light",
} as const;

/** Does something in themes, by default in each, and goes back to the first. */
export async function inThemes(
  editor: Workbench,
  check: (name: Theme) => Promise<void>,
  names = Object.keys(THEMES) as Theme[],
): Promise<void> {
  for (const name of names) {
    await editor.set("workbench.colorTheme", THEMES[name]);
    await editor.page.locator(`.monaco-workbench.vscode-theme-defaults-themes-${THEME_FILES[name]}-json`).waitFor();
    await check(name);
  }
  await editor.set("workbench.colorTheme");
}
