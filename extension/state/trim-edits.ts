import type { TextDocument } from "vscode";
import type { Compression } from "../../protocol/compression.ts";
import { type Edit, editsOf } from "../../protocol/edits.ts";
import { overlaps, type Span } from "../../protocol/span.ts";
import type { Compressions } from "./compressions.ts";

/** Kept, since quick fixes ask at every move of the cursor. */
const known = new WeakMap<Compression, Edit[]>();

/**
 * What trim takes of a document as it stands, unit by unit; with a span, those that it touches. Rejects with a
 * `Failure`.
 */
export async function trimEdits(compressions: Compressions, document: TextDocument, here?: Span): Promise<Edit[]> {
  const trimmed = await compressions.trimmed(document);
  const edits = known.get(trimmed) ?? editsOf(document.getText(), trimmed);
  known.set(trimmed, edits);
  // Where nothing is selected, the unit that the cursor stands in.
  const place = here && { start: here.start, end: Math.max(here.end, here.start + 1) };
  return place ? edits.filter(({ stretch }) => overlaps(stretch, place)) : edits;
}
