import * as l10n from "@vscode/l10n";
import type { WeighedPart } from "../protocol/inspection.ts";
import type { PartShare } from "../protocol/panel.ts";
import { partName } from "./prompt-words.ts";

const MOST_SLICES = 12;
const COLOURS = 6;

/**
 * The parts as a chart shows them: in order, disjoint, together the whole prompt. A part that holds more than half of
 * the tokens says too little, so it is opened into its inner parts and its own rest. What stands beside the messages is one slice,
 * and of more than twelve parts all but the heaviest eleven are one.
 */
export function partShares(parts: readonly WeighedPart[]): PartShare[] {
  const outermost = parts.filter((p) => p.depth === 0);
  const total = sum(outermost, (p) => p.tokens);
  if (total === 0) return [];
  const open = (part: WeighedPart): WeighedPart[] => {
    const inner = part.tokens > total / 2 ? innerParts(parts, part) : [];
    return inner.length > 0 ? [rest(part, inner), ...inner.flatMap(open)] : [part];
  };
  const weighed = outermost.flatMap(open).filter((p) => p.tokens > 0);
  const [beside, named] = [
    weighed.filter((p) => p.kind === "structure"),
    weighed.filter((p) => p.kind !== "structure"),
  ];
  const byWeight = named.toSorted((a, b) => b.tokens - a.tokens);
  const shown = new Set(named.length > MOST_SLICES ? byWeight.slice(0, MOST_SLICES - 1) : named);
  const coloured = new Set(byWeight.filter((p) => shown.has(p) && p.salience > 0).slice(0, COLOURS));
  const smaller = named.filter((p) => !shown.has(p));

  const slice = (title: string, slices: readonly WeighedPart[]): PartShare => {
    const tokens = sum(slices, (p) => p.tokens);
    return { title, tokens, tokenShare: tokens / total, salience: sum(slices, (p) => p.salience) };
  };
  let colour = 0;
  return [
    ...named
      .filter((p) => shown.has(p))
      .map((p) => ({
        ...slice(partName(p), [p]),
        ...(coloured.has(p) && { colour: ++colour }),
        span: { start: p.start, end: p.end },
      })),
    ...(smaller.length > 0 ? [slice(l10n.t("{0} smaller parts", smaller.length), smaller)] : []),
    ...(beside.length > 0 ? [slice(l10n.t("beside messages"), beside)] : []),
  ];
}

function innerParts(parts: readonly WeighedPart[], outer: WeighedPart): WeighedPart[] {
  return parts.filter((p) => p.depth === outer.depth + 1 && p.start >= outer.start && p.end <= outer.end);
}

/** What `outer` holds beside its inner parts; its span is the text before the first of them. */
function rest(outer: WeighedPart, inner: readonly WeighedPart[]): WeighedPart {
  return {
    ...outer,
    end: inner[0]!.start,
    tokens: Math.max(0, outer.tokens - sum(inner, (p) => p.tokens)),
    salience: Math.max(0, outer.salience - sum(inner, (p) => p.salience)),
  };
}

function sum(parts: readonly WeighedPart[], weight: (part: WeighedPart) => number): number {
  return parts.reduce((total, p) => total + weight(p), 0);
}
