import assert from "node:assert/strict";
import { test } from "node:test";
import manifest from "../../../package.json" with { type: "json" };

/** Background, text and heading of VS Code's own themes, in hexadecimal. */
const THEMES = {
  light: ["#ffffff", "#3b3b3b", "#800000"],
  dark: ["#1f1f1f", "#cccccc", "#569cd6"],
  highContrast: ["#000000", "#ffffff", "#6796e6"],
  highContrastLight: ["#ffffff", "#292929", "#0f4a85"],
} as const;

/** Channels 0 to 1. */
const channels = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);

/** A colour with transparency, painted over an opaque one. */
function over(colour: string, ground: string): number[] {
  const alpha = Number.parseInt(colour.slice(7), 16) / 255;
  const below = channels(ground);
  return channels(colour).map((channel, i) => alpha * channel + (1 - alpha) * below[i]!);
}

/** Contrast from 1 to 21 (WCAG 2.2, relative luminance). */
function contrast(a: readonly number[], b: readonly number[]): number {
  const luminance = (rgb: readonly number[]) => {
    const [red, green, blue] = rgb.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}

const tints = manifest.contributes.colors.filter(({ id }) => /^tare\.salience\d$/.test(id));

for (const [theme, [ground, text, heading]] of Object.entries(THEMES)) {
  test(`${theme}: words stay readable on every tint, bold headings too, and each tint stands out from the last`, () => {
    let last = 1;
    for (const { id, defaults } of tints) {
      const tint = over(defaults[theme as keyof typeof THEMES], ground);
      assert.ok(contrast(channels(text), tint) >= 4.5, `text on ${id}`);
      assert.ok(contrast(channels(heading), tint) >= 3, `a heading on ${id}`);
      const strength = contrast(tint, channels(ground));
      assert.ok(strength >= last + 0.06, `${id} beside the last`);
      last = strength;
    }
  });
}
