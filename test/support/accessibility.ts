import axe from "axe-core";
import type { Frame, Page } from "playwright-core";

/** The accessibility rules that a page breaches, each with the elements that do. */
export async function breaches(page: Page | Frame): Promise<string[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe.source);
  const { violations } = (await page.evaluate("axe.run()")) as axe.AxeResults;
  return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(", ")}`);
}

/** The same of a view in the editor, once a theme has faded in; axe cannot see from inside what is behind a frame. */
export async function breachesInEditor(frame: Frame, background: "editor" | "sideBar"): Promise<string[]> {
  await frame.page().waitForTimeout(500);
  await frame.evaluate(`document.documentElement.style.background = 'var(--vscode-${background}-background)'`);
  return breaches(frame);
}
