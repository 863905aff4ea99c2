import * as l10n from "@vscode/l10n";
import type { Warning } from "../../../protocol/prompt.ts";
import { overlapTester, type Span, union } from "../../../protocol/span.ts";

/** A stretch for which the prompt itself says what share of its tokens stays when the prompt is compressed. */
export interface SectionRate extends Span {
  /** From 0 to 1. */
  readonly keep: number;
}

const MARK = /<!--\s{0,20}(\/?)tare\b([^<>]{0,200}?)-->/gi;
const RATE = /^\s*:\s*keep\s*=\s*(\d{0,9}(?:\.\d{1,9})?)\s*$/i;

/**
 * Finds the rates that a text gives its sections: `<!-- tare: keep=0.5 -->` holds to the next such mark, to
 * `<!-- /tare -->`, or to the end. Marks inside of code are text like any other; one that cannot be read is told and
 * passed over. Linear in the length of the text.
 */
export function sectionRates(
  text: string,
  code: readonly Span[],
): { readonly rates: SectionRate[]; readonly warnings: Warning[] } {
  const rates: SectionRate[] = [];
  const warnings: Warning[] = [];
  const isCode = overlapTester(union(code));
  let open: { start: number; keep: number } | undefined;
  const close = (end: number) => {
    if (open) rates.push({ ...open, end });
    open = undefined;
  };
  for (const { 0: mark, 1: slash, 2: body, index } of text.matchAll(MARK)) {
    const span = { start: index, end: index + mark.length };
    if (isCode(span)) continue;
    const written = RATE.exec(body!)?.[1];
    const keep = written ? Number(written) : Number.NaN;
    if (!slash && !(keep <= 1)) {
      const message = l10n.t("{0} is ignored: write a section's rate as <!-- tare: keep=0.5 -->, from 0 to 1.", mark);
      warnings.push({ ...span, code: "section-rate", message });
      continue;
    }
    close(span.start);
    if (!slash) open = { start: span.end, keep };
  }
  close(text.length);
  return { rates, warnings };
}
