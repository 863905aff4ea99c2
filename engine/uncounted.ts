import * as l10n from "@vscode/l10n";
import { formatCount, formatTokens, sentName } from "../display/format.ts";
import type { SentMedium } from "../protocol/inspection.ts";
import type { Warning } from "../protocol/prompt.ts";
import type { Span } from "../protocol/span.ts";
import { importsOf } from "./context/imports.ts";
import type { Prompt } from "./prompt/parse.ts";
import type { Tokenizer } from "./tokens/encoding.ts";

const NAMED = 5;

/**
 * What a file leads to and that is not counted with it, with what it would add where that is known: imports, links that
 * may be attached, what only the provider holds.
 */
export function uncounted(
  { text, enclosures = [] }: Pick<Prompt, "text" | "enclosures">,
  path: string | undefined,
  media: readonly SentMedium[],
  tokenizer: Tokenizer,
): Warning[] {
  const imports = importsOf(text, path).map(({ name, text, at }) => ({
    name,
    at,
    tokens: tokenizer.count(text),
  }));
  const isInText = ({ start, end }: SentMedium) => text.slice(start, Math.min(end, start + 200)).includes(";base64,");
  const beside = media.filter(({ isAttached, width }) => !isAttached && width !== undefined);
  return [
    ...importWarning(imports),
    ...unseenWarning(enclosures.filter((one) => one.what === "unseen")),
    ...linkWarning(beside.filter((one) => !isInText(one))),
    ...beside.filter(isInText).map((one) => textWarning(one, tokenizer.count(text.slice(one.start, one.end)))),
  ];
}

function importWarning(imports: readonly { name: string; at: number; tokens: number }[]): Warning[] {
  const [first] = imports;
  if (!first) return [];
  const tokens = formatTokens(imports.reduce((sum, one) => sum + one.tokens, 0));
  const named = imports.slice(0, NAMED).map((one) => `${one.name} (${formatCount(one.tokens)})`);
  const others = imports.length - NAMED;
  const names = others > 0 ? l10n.t("{0} and {1} more", named.join(", "), others) : named.join(", ");
  const message =
    imports.length === 1
      ? l10n.t("1 import, about {0} more, is not counted: {1}.", tokens, names)
      : l10n.t("{0} imports, about {1} more, are not counted: {2}.", formatCount(imports.length), tokens, names);
  return [{ start: first.at, end: first.at + 1, code: "imports", message }];
}

function unseenWarning(unseen: readonly (Span & { readonly type: string })[]): Warning[] {
  const [first] = unseen;
  if (!first) return [];
  const types = [...new Set(unseen.map(({ type }) => type))].join(", ");
  const message =
    unseen.length === 1
      ? l10n.t("What {0} stands for is sent, but it is not in this file, and not counted.", types)
      : l10n.t("What {0} stand for is sent, but it is not in this file, and not counted.", types);
  return [{ start: first.start, end: first.end, code: "unseen", message }];
}

/** A link without a file is none. */
function linkWarning(links: readonly SentMedium[]): Warning[] {
  const [first] = links;
  if (!first) return [];
  const tokens = formatTokens(links.reduce((sum, one) => sum + one.tokens, 0));
  const message =
    links.length === 1
      ? l10n.t("1 picture is linked and sent as the link alone; attached, it would add {0} by {1}.", tokens, first.rule)
      : l10n.t(
          "{0} pictures are linked and sent as the link alone; attached, they would add {1} by {2}.",
          links.length,
          tokens,
          first.rule,
        );
  return [{ start: first.start, end: first.end, code: "media-links", message }];
}

function textWarning({ start, end, kind, tokens, rule }: SentMedium, asText: number): Warning {
  const message = l10n.t(
    "This {0} is sent as text: {1} that show no model a picture. Attached, it would be {2} by {3}.",
    sentName(kind),
    formatTokens(asText),
    formatTokens(tokens),
    rule,
  );
  return { start, end, code: "media-text", message };
}
