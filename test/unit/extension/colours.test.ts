import assert from "node:assert/strict";
import { test } from "node:test";
import { blend, wcagContrast } from "culori";
import manifest from "../../../package.json" with { type: "json" };

/** Background, text and heading of VS Code's own themes, in hexadecimal. */
const THEMES = {
  light: ["#ffffff", "#3b3b3b", "#800000"],
  dark: ["#1f1f1f", "#cccccc", "#569cd6"],
  highContrast: ["#000000", "#ffffff", "#6796e6"],
  highContrastLight: ["#ffffff", "#292929", "#0f4a85"],
} as const;

const tints = (pattern: RegExp) => {
  const found = manifest.contributes.colors.filter(({ id }) => pattern.test(id));
  assert.ok(found.length > 1);
  return found;
};

for (const [name, [ground, text, heading]] of Object.entries(THEMES)) {
  const theme = name as keyof typeof THEMES;

  test(`${theme}: words stay readable on every tint, bold headings too`, () => {
    for (const { id, defaults } of tints(/^tare\.(?:importance|token)\d$/)) {
      const tint = blend([ground, defaults[theme]]);
      assert.ok(wcagContrast(text, tint) >= 4.5, `text on ${id}`);
      assert.ok(wcagContrast(heading, tint) >= 3, `a heading on ${id}`);
      assert.ok(wcagContrast(tint, ground) >= 1.06, `${id} stands out from the page`);
    }
  });

  test(`${theme}: each shade of importance stands out from the last`, () => {
    let last = 1;
    for (const { id, defaults } of tints(/^tare\.importance\d$/)) {
      const strength = wcagContrast(blend([ground, defaults[theme]]), ground);
      assert.ok(strength >= last + 0.06, `${id} beside the last`);
      last = strength;
    }
  });
}
