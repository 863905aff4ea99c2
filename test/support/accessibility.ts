import axe from "axe-core";
import type { Frame, Page } from "playwright-core";
import { untilEqual } from "./settled.ts";

/** The accessibility rules that a page breaches, each with the elements that do. */
export async function breaches(page: Page | Frame): Promise<string[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe.source);
  const { violations } = (await page.evaluate("axe.run()")) as axe.AxeResults;
  return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(", ")}`);
}

/** The same of a view in the editor, once its theme has come and faded in; axe cannot see from inside what is behind a frame. */
export async function breachesInEditor(frame: Frame, background: "editor" | "sideBar"): Promise<string[]> {
  const name = `--vscode-${background}-background`;
  const colour = (of: Page | Frame, element: string) =>
    of.evaluate<string>(`getComputedStyle(document.querySelector("${element}")).getPropertyValue("${name}").trim()`);
  // The editor's own theme may still be coming, too.
  await untilEqual(
    async () => (await colour(frame, "html")) === (await colour(frame.page(), ".monaco-workbench")),
    true,
  );
  await frame.page().waitForTimeout(500);
  await frame.evaluate(`document.documentElement.style.background = 'var(${name})'`);
  return breaches(frame);
}
