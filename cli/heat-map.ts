import colors from "picocolors";
import type { Inspection } from "../protocol/inspection.ts";
import { overlapTester, type Span } from "../protocol/span.ts";
import { type Piece, type Styled, styled } from "./terminal.ts";

/** From this quantile of the salient tokens up, a token is painted so; the first that fits counts. */
const BUCKETS: readonly (readonly [number, (text: string) => Styled])[] = [
  [0.95, styled((text) => colors.bold(colors.red(text)))],
  [0.8, styled(colors.red)],
  [0.6, styled(colors.yellow)],
  [0, styled((text) => text)],
];

/**
 * The prompt with its weight in colour, for a terminal: what carries it is yellow to red, what may go is dim and
 * struck through. Without colour, what may go stands in `[-...-]`.
 */
export function heatMap(file: string, { tokens, removable }: Inspection): Piece[] {
  const text = file.trimEnd();
  const goes = overlapTester(removable);
  if (!colors.isColorSupported) return marked(text, removable);
  const salient = tokens.filter((token) => token.salience > 0).map((token) => token.salience);
  const sorted = Float64Array.from(salient).sort();
  const thresholds = BUCKETS.map(([quantile]) => sorted[Math.floor(quantile * sorted.length)] ?? 0);
  return tokens.map((token) => {
    const shown = slice(text, token);
    if (goes(token)) return gone(shown);
    const bucket = thresholds.findIndex((threshold) => token.salience >= threshold);
    return BUCKETS[bucket < 0 ? BUCKETS.length - 1 : bucket]![1](shown);
  });
}

/** A stretch of a text, but of a line break that it splits the second half alone. */
function slice(text: string, { start, end }: Span): string {
  return text.slice(start, text[end - 1] === "\r" && text[end] === "\n" ? end - 1 : end);
}

/** What its marks mean, in one line. */
export function legend(): Piece[] {
  if (!colors.isColorSupported) return ["Trim removes what stands in [-…-]."];
  const [heaviest, heavy, medium] = BUCKETS.map(([, paint]) => paint);
  return [
    "Importance: ",
    heaviest!("highest"),
    ", ",
    heavy!("high"),
    ", ",
    medium!("medium"),
    "; ",
    gone("trim removes this"),
    ".",
  ];
}

const gone = styled((text) => colors.dim(colors.strikethrough(text)));

function marked(text: string, removable: Inspection["removable"]): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { start, end } of removable) {
    pieces.push(slice(text, { start: from, end: start }), `[-${slice(text, { start, end })}-]`);
    from = end;
  }
  return [...pieces, text.slice(from)];
}
