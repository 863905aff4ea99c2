import colors from "picocolors";
import { formatCount, formatTokens } from "../display/format.ts";
import type { Inspection, WeighedPart } from "../protocol/inspection.ts";
import { overlapTester, type Span } from "../protocol/span.ts";
import { dim, type Piece, type Styled, styled } from "./terminal.ts";

/** Quantiles of the tokens' salience, each with the style from there up; the first that fits counts. */
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
export function heatMap(file: string, inspection: Inspection): Piece[] {
  const { tokens, removable } = inspection;
  const text = file.trimEnd();
  const goes = overlapTester(removable);
  const packed = inspection.parts.filter(
    ({ kind, start, end }) => kind === "data" || (kind === "medium" && end - start > MOST_SHOWN),
  );
  if (!colors.isColorSupported) return marked(text, removable, packed);
  const salient = tokens.filter((token) => token.salience > 0).map((token) => token.salience);
  const sorted = Float64Array.from(salient).sort();
  const thresholds = BUCKETS.map(([quantile]) => sorted[Math.floor(quantile * sorted.length)] ?? 0);
  let next = 0;
  return tokens.flatMap((token): Piece[] => {
    while (next < packed.length && packed[next]!.end <= token.start) next++;
    const inside = packed[next];
    // A token that lies only partly in the stretch still shows its other part.
    const before = { start: token.start, end: Math.min(token.end, inside?.start ?? token.end) };
    const row = inside && token.start <= inside.start && inside.start < token.end ? [packedRow(inside)] : [];
    const after = inside && token.end > inside.end ? [slice(text, { start: inside.end, end: token.end })] : [];
    const shown = before.start < before.end ? slice(text, before) : "";
    if (goes(token)) return [gone(shown), ...row, ...after];
    const bucket = thresholds.findIndex((threshold) => token.salience >= threshold);
    return [BUCKETS[bucket < 0 ? BUCKETS.length - 1 : bucket]![1](shown), ...row, ...after];
  });
}

/** What stands for bytes that nobody reads. */
function packedRow({ title, start, end, tokens }: WeighedPart): Piece {
  const size = tokens > 0 ? formatTokens(tokens) : `${formatCount(end - start)} characters, not sent`;
  return dim(`[${title}: ${size}]`);
}

/** The address of a medium is shown up to so many characters; more are its bytes. */
const MOST_SHOWN = 300;

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

function marked(text: string, removable: Inspection["removable"], packed: readonly WeighedPart[]): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  const marks = [
    ...removable.map((span) => ({ ...span, row: undefined })),
    ...packed.map((part) => ({ ...part, row: part })),
  ];
  for (const { start, end, row } of marks.sort((a, b) => a.start - b.start)) {
    if (start < from) continue;
    pieces.push(slice(text, { start: from, end: start }));
    pieces.push(row ? packedRow(row) : `[-${slice(text, { start, end })}-]`);
    from = end;
  }
  return [...pieces, text.slice(from)];
}
