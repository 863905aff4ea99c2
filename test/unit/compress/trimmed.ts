import assert from "node:assert/strict";
import { compress } from "../../../engine/compress.ts";
import { weighed } from "../../support/weighed.ts";

/** What trim leaves of a text that stands among others of its language. */
export async function trimmed(text: string, path = "AGENTS.md"): Promise<string> {
  const others =
    "# Rules for the shop\n\nYou are to answer what the customer asks of the shop, with the price in it.\n\n";
  const left = compress(await weighed(others + text, { path })).text;
  assert.ok(left.startsWith(others), left);
  return left.slice(others.length);
}

export async function leaves(cases: readonly (readonly [string, string])[]): Promise<void> {
  for (const [text, left] of cases) assert.equal(await trimmed(text), left);
}

export async function keeps(...texts: readonly string[]): Promise<void> {
  await leaves(texts.map((text) => [text, text]));
}
