import { formatCount, formatTokens } from "../display/format.ts";
import type { SentMedium } from "../protocol/inspection.ts";
import type { Warning } from "../protocol/prompt.ts";
import { importsOf } from "./context/imports.ts";
import type { Tokenizer } from "./tokens/encoding.ts";

const NAMED = 5;

/** What a file leads to and that is not counted with it, with what it would add: imports, and links that may be attached. */
export function uncounted(
  text: string,
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
    ...linkWarning(beside.filter((one) => !isInText(one))),
    ...beside.filter(isInText).map((one) => textWarning(one, tokenizer.count(text.slice(one.start, one.end)))),
  ];
}

function importWarning(imports: readonly { name: string; at: number; tokens: number }[]): Warning[] {
  const [first] = imports;
  if (!first) return [];
  const tokens = formatCount(imports.reduce((sum, one) => sum + one.tokens, 0));
  const named = imports.slice(0, NAMED).map((one) => `${one.name} (${formatCount(one.tokens)})`);
  const others = imports.length > NAMED ? ` and ${imports.length - NAMED} more` : "";
  const what = imports.length === 1 ? "1 import" : `${formatCount(imports.length)} imports`;
  const message = `${what}, about ${tokens} tokens more, ${imports.length === 1 ? "is" : "are"} not counted: ${named.join(", ")}${others}.`;
  return [{ start: first.at, end: first.at + 1, code: "imports", message }];
}

/** A link without a file is none. */
function linkWarning(links: readonly SentMedium[]): Warning[] {
  const [first] = links;
  if (!first) return [];
  const tokens = formatTokens(links.reduce((sum, one) => sum + one.tokens, 0));
  const [what, they] =
    links.length === 1 ? ["1 picture is linked and", "it"] : [`${links.length} pictures are linked and`, "they"];
  const message = `${what} sent as the link alone; attached, ${they} would add ${tokens} by ${first.rule}.`;
  return [{ start: first.start, end: first.end, code: "media-links", message }];
}

function textWarning({ start, end, kind, tokens, rule }: SentMedium, asText: number): Warning {
  const message = `This ${kind} stands here as text, ${formatTokens(asText)} that no model sees a picture in; attached, it would be ${formatTokens(tokens)} by ${rule}.`;
  return { start, end, code: "media-text", message };
}
