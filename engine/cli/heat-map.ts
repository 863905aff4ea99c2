import colors from "picocolors";
import type { Inspection } from "../../protocol/inspection.ts";
import { overlapTester } from "../../protocol/span.ts";

/** From this quantile of the salient tokens up, a token is painted so; the first that fits counts. */
const BUCKETS: readonly (readonly [number, (text: string) => string])[] = [
  [0.95, (text) => colors.bold(colors.red(text))],
  [0.8, colors.red],
  [0.6, colors.yellow],
  [0, (text) => text],
];

/**
 * The prompt with its weight in colour, for a terminal: what carries it is yellow to red, what may go is dim and
 * struck through. Without colour, what may go stands in `[-...-]`. Control characters are shown, not sent.
 */
export function heatMap(text: string, { tokens, removable }: Inspection): string {
  const goes = overlapTester(removable);
  if (!colors.isColorSupported) return marked(text, removable);
  const salient = tokens.filter((token) => token.salience > 0).map((token) => token.salience);
  const sorted = Float64Array.from(salient).sort();
  const thresholds = BUCKETS.map(([quantile]) => sorted[Math.floor(quantile * sorted.length)] ?? 0);
  return tokens
    .map((token) => {
      const shown = visible(text.slice(token.start, token.end));
      if (goes(token)) return gone(shown);
      const bucket = thresholds.findIndex((threshold) => token.salience >= threshold);
      return BUCKETS[bucket < 0 ? BUCKETS.length - 1 : bucket]![1](shown);
    })
    .join("");
}

/** What its marks mean, in one line. */
export function legend(): string {
  if (!colors.isColorSupported) return "What may go stands in [-…-].";
  const [heaviest, heavy, medium] = BUCKETS.map(([, paint]) => paint);
  return `Marks: ${heaviest!("heaviest")}, ${heavy!("heavy")}, ${medium!("medium")}, ${gone("may go")}.`;
}

const gone = (text: string) => colors.dim(colors.strikethrough(text));

function marked(text: string, removable: Inspection["removable"]): string {
  let out = "";
  let from = 0;
  for (const { start, end } of removable) {
    out += `${visible(text.slice(from, start))}[-${visible(text.slice(start, end))}-]`;
    from = end;
  }
  return out + visible(text.slice(from));
}

/** Control characters as their pictures, so that a prompt cannot drive the terminal. */
export function visible(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, (c) =>
    c === "\r" ? "" : String.fromCharCode(c < "\u0020" ? 0x2400 + c.charCodeAt(0) : 0xfffd),
  );
}
