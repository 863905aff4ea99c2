import * as l10n from "@vscode/l10n";
import type { Inspection, Token, WeighedPart } from "../protocol/inspection.ts";
import type { Part } from "../protocol/prompt.ts";
import { sessionCost } from "../protocol/session-cost.ts";
import { overlapTester, union } from "../protocol/span.ts";
import { stagesOf } from "./compress.ts";
import { countedOf, targetCount } from "./cost/counting.ts";
import { cheaperWays } from "./cost/media/cheaper.ts";
import { priceInput } from "./cost/price.ts";
import { proseTokens } from "./cost/prose-tokens.ts";
import { type Sent, weighSent } from "./cost/sent.ts";
import { windowWarnings } from "./cost/window.ts";
import { tokensIn } from "./count.ts";
import { modelWarnings } from "./model-for.ts";
import { openEndWarnings } from "./open-end.ts";
import { sentAs } from "./prompt/sent-as.ts";
import { removableSpans } from "./removable.ts";
import { project } from "./salience/project.ts";
import type { Encoding } from "./tokens/encoding.ts";
import { specialTokenWarnings } from "./tokens/special-tokens.ts";
import { uncounted } from "./uncounted.ts";
import { paintedWords, type WeighedPrompt } from "./weigh.ts";

/** All that the engine says of a weighed prompt, as one plain JSON value. O(text). */
export function inspect(weighed: WeighedPrompt): Inspection {
  const { prompt, model, modelFromFile, tokenizer, method, order } = weighed;
  const encoding = tokenizer.encode(prompt.text);
  const tokens = tokensOf(encoding, weighed);
  const sent = weighSent(prompt, model, tokenizer, weighed.path, { text: prompt.text, ...encoding });
  const cost = priceInput(model, sent.total.tokens, sent.audio);
  const as = sentAs(prompt);
  return {
    model: model.id,
    ...(modelFromFile && { modelFromFile }),
    tokenizer: model.counting.family,
    counted: countedOf(sent.basis),
    kind: prompt.kind,
    sentAs: as,
    method,
    tokens,
    count: targetCount(model.counting, tokens.length),
    sent: sent.total,
    basis: sent.basis,
    media: sent.media.map((medium) => ({ ...medium, cheaper: cheaperWays(medium, model) })),
    prose: proseTokens(prompt, tokenizer),
    parts: weighParts(prompt.parts, tokens, encoding.ends, sent),
    protections: order.protections,
    removable: removableSpans(weighed),
    stages: stagesOf(weighed),
    ...(prompt.question && { question: prompt.question }),
    ...(cost && { cost, ...(as === "instructions" && { session: sessionCost(cost) }) }),
    warnings: [
      ...modelWarnings(weighed, prompt.text),
      ...windowWarnings(sent, model, prompt.text.length),
      ...openEndWarnings(prompt, model, tokenizer),
      ...uncounted(prompt, weighed.path, sent.media, tokenizer),
      ...prompt.warnings,
      ...specialTokenWarnings(prompt.text),
    ],
  };
}

function tokensOf({ ids, ends }: Encoding, weighed: WeighedPrompt): Token[] {
  const spans = Array.from(ids, (_, i) => ({ start: i > 0 ? ends[i - 1]! : 0, end: ends[i]! }));
  const words = paintedWords(weighed);
  const heat = project(
    words,
    words.map((word) => word.heat),
    spans,
  );
  const isProtected = overlapTester(union(weighed.order.protections.filter((p) => p.hold === "firm")));
  // Field by field: with a spread this took longer than to tokenize the text.
  return spans.map((span, i) => ({
    start: span.start,
    end: span.end,
    salience: heat[i]!,
    protected: isProtected(span),
  }));
}

/** Each part with what is sent of it and its share of the salience, by prefix sums over the tokens that start in it. */
function weighParts(
  parts: readonly Part[],
  tokens: readonly Token[],
  ends: Encoding["ends"],
  sent: Sent,
): WeighedPart[] {
  const mass = new Float64Array(tokens.length + 1);
  for (let i = 0; i < tokens.length; i++) mass[i + 1] = mass[i]! + tokens[i]!.salience;
  const total = mass[tokens.length]! || 1;
  return parts.map((part) => {
    const { from, to } = tokensIn(ends, part);
    return {
      ...part,
      ...titleOf(part, sent),
      tokens: sent.tokensOf(part),
      salience: (mass[to]! - mass[from]!) / total,
    };
  });
}

/** A medium's title says how large it is, as far as that is known. */
function titleOf({ kind, start, title }: Part, { media }: Sent): Pick<Part, "title"> {
  const medium = kind === "medium" ? media.find((one) => one.start === start) : undefined;
  if (!medium) return { title };
  const { width, height, pages, seconds } = medium;
  if (width !== undefined) return { title: `${title} ${width} × ${height}` };
  if (pages !== undefined) return { title: `${title}, ${pages === 1 ? l10n.t("1 page") : l10n.t("{0} pages", pages)}` };
  return { title: seconds === undefined ? title : `${title}, ${l10n.t("{0} s", Math.round(seconds))}` };
}
