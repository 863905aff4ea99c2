import assert from "node:assert/strict";
import { breaches } from "../support/accessibility.ts";
import type { OpenPage } from "./open-panel.ts";

/** Shows each state in a page and asserts that none breaches an accessibility rule or the content-security policy. */
export async function assertAccessible<State>(
  page: OpenPage<State>,
  states: Readonly<Record<string, State>>,
): Promise<void> {
  for (const [name, state] of Object.entries(states)) {
    await page.show(state);
    assert.deepEqual(await breaches(page.page), [], name);
  }
  assert.deepEqual(page.complaints, []);
  await page.page.close();
}
