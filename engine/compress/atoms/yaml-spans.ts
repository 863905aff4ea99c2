import { isScalar, parseAllDocuments, visit } from "yaml";
import { complement, type Span } from "../../../protocol/span.ts";

/** A scalar with fewer words is a value to be read as it stands. */
const PROSE_WORDS = 8;
/** Whatever could turn a word into syntax once its neighbour is gone. */
const SYNTAX = /[:#\\"'\n{}[\],&*!|>%@`?]|(?:^|\s)-/;

/** What of a YAML text must stay so that it parses to the same keys: all, but for the inner words of long scalars. */
export function yamlSpans(text: string): Span[] {
  const prose: Span[] = [];
  for (const document of parseAllDocuments(text, { logLevel: "silent", prettyErrors: false })) {
    if (!("errors" in document) || document.errors.length > 0) return [{ start: 0, end: text.length }];
    visit(document, {
      Scalar(key, node) {
        if (key === "key" || !isScalar(node) || !node.range) return;
        const [start, end] = node.range;
        const written = text.slice(start, end);
        const value = written.replace(/^(["'])([\s\S]*)\1$/, " $2 ");
        if (SYNTAX.test(value) || value.trim().split(/ +/).length < PROSE_WORDS) return;
        prose.push({ start: start + written.indexOf(" "), end: start + written.lastIndexOf(" ") });
      },
    });
  }
  return complement(prose, text.length);
}
