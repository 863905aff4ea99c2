import type { ProtectionReason } from "../../protocol/prompt.ts";
import { complement, type Span, union } from "../../protocol/span.ts";
import { dataBlocks } from "./marks/data-blocks.ts";
import type { Prompt } from "./parse.ts";

/** What stands in a passage and is no running text of the prompt. */
const NO_PROSE: readonly ProtectionReason[] = ["code block", "data", "table", "formula", "comment"];

/**
 * What of a prompt's file is sent and is prose, and so may be cut: the passages without code, data, tables, formulas,
 * comments and encoded bytes. Disjoint and in order, in file coordinates.
 */
export function proseSpans({ text, passages, protections }: Prompt): Span[] {
  const sent = union(passages.map(({ source }) => source));
  const data = passages.flatMap((passage) => dataBlocks(passage.text).map((block) => passage.toSourceSpan(block)));
  const others = protections.filter(({ reason }) => NO_PROSE.includes(reason));
  return complement([...complement(sent, text.length), ...data, ...others], text.length);
}
