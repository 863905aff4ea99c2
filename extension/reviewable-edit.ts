import { type TextDocument, WorkspaceEdit } from "vscode";
import type { Compression, Removal } from "../protocol/compression.ts";
import type { Inspection } from "../protocol/inspection.ts";
import { complement, overlapTester, type Span } from "../protocol/span.ts";
import { excerpt, rangeOf } from "./spans.ts";

/** Neighbouring removals of one standing: easier to judge than word by word. */
interface Stretch extends Span {
  readonly needsConfirmation: boolean;
  readonly reasons: readonly string[];
}

/**
 * The removals as an edit that VS Code shows for review. What the inspection names as removable on its own is checked
 * from the start; what goes only to reach the budget has to be confirmed.
 */
export function reviewableEdit(
  document: TextDocument,
  { removed }: Compression,
  { removable }: Inspection,
): WorkspaceEdit {
  const text = document.getText();
  const isRisky = overlapTester(complement(removable, text.length));
  const edit = new WorkspaceEdit();
  for (const stretch of stretchesOf(removed, (removal) => isRisky(trimmed(text, removal)))) {
    const { needsConfirmation, reasons } = stretch;
    edit.replace(document.uri, rangeOf(document, stretch), "", {
      needsConfirmation,
      label: needsConfirmation ? "To reach the budget" : "Says nothing new",
      description: `${reasons.join(", ")}: “${excerpt(text, stretch)}”`,
    });
  }
  return edit;
}

function stretchesOf(removed: readonly Removal[], isRisky: (removal: Removal) => boolean): Stretch[] {
  const stretches: Stretch[] = [];
  for (const removal of removed) {
    const { start, end, reason } = removal;
    const needsConfirmation = isRisky(removal);
    const last = stretches.at(-1);
    if (last?.end === start && last.needsConfirmation === needsConfirmation) {
      const reasons = [...new Set([...last.reasons, reason])];
      stretches.splice(-1, 1, { start: last.start, end, needsConfirmation, reasons });
    } else stretches.push({ start, end, needsConfirmation, reasons: [reason] });
  }
  return stretches;
}

/** The removal without the white space around it. */
function trimmed(text: string, { start, end }: Span): Span {
  const removed = text.slice(start, end);
  return { start: end - removed.trimStart().length, end: start + removed.trimEnd().length };
}
