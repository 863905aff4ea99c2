import { firstIndex } from "../protocol/binary-search.ts";
import { formatShare } from "../protocol/format.ts";
import type { Inspection, Removable, Token, WeighedPart } from "../protocol/inspection.ts";
import type { Part } from "../protocol/prompt.ts";
import { overlapTester, union } from "../protocol/span.ts";
import { explained } from "./compress/compress.ts";
import { cutter } from "./compress/cut/removal.ts";
import type { Ranking } from "./compress/ranking.ts";
import { countedBy, targetCount } from "./cost/counting.ts";
import { priceInput } from "./cost/price.ts";
import { sentTokens } from "./cost/sent.ts";
import { project } from "./salience/project.ts";
import type { Encoding } from "./tokens/encoding.ts";
import { specialTokenWarnings } from "./tokens/special-tokens.ts";
import type { WeighedPrompt } from "./weigh.ts";

/** What may go is marked until the kept part would carry less than this share of the prompt's salience. */
const KEPT_SALIENCE = 0.9;

/** All that the engine says of a weighed prompt, as one plain JSON value. O(text). */
export function inspect(weighed: WeighedPrompt): Inspection {
  const { prompt, model, tokenizer, method, ranking } = weighed;
  const tokens = tokensOf(tokenizer.encode(prompt.text), weighed);
  const sent = sentTokens(prompt, model, tokenizer);
  const cost = priceInput(model, sent.tokens);
  return {
    model: model.id,
    tokenizer: model.counting.family,
    counted: countedBy(model.counting),
    kind: prompt.kind,
    method,
    tokens,
    count: targetCount(model.counting, tokens.length),
    sent,
    parts: weighParts(prompt.parts, tokens),
    protections: ranking.protections,
    removable: removableSpans(prompt.text, ranking),
    ...(prompt.question && { question: prompt.question }),
    ...(cost && { cost }),
    warnings: [...prompt.warnings, ...specialTokenWarnings(prompt.text)],
  };
}

function tokensOf({ ids, ends }: Encoding, { prompt, scored, ranking }: WeighedPrompt): Token[] {
  const spans = Array.from(ids, (_, i) => ({ start: i > 0 ? ends[i - 1]! : 0, end: ends[i]! }));
  const words = prompt.passages.flatMap((passage, i) => scored[i]!.map((word) => passage.toSourceSpan(word)));
  const salience = project(
    words,
    scored.flatMap((list) => list.map((word) => word.salience)),
    spans,
  );
  const isProtected = overlapTester(union(ranking.protections.filter((p) => p.hold === "firm")));
  return spans.map((span, i) => ({ ...span, salience: salience[i]!, protected: isProtected(span) }));
}

/** Each part with its tokens (those that start in it) and its share of the salience, by prefix sums. */
function weighParts(parts: readonly Part[], tokens: readonly Token[]): WeighedPart[] {
  const mass = new Float64Array(tokens.length + 1);
  for (let i = 0; i < tokens.length; i++) mass[i + 1] = mass[i]! + tokens[i]!.salience;
  const total = mass[tokens.length]! || 1;
  const firstAt = (offset: number) => firstIndex(0, tokens.length, (i) => tokens[i]!.start >= offset);
  return parts.map((part) => {
    const [from, to] = [firstAt(part.start), firstAt(part.end)];
    return { ...part, tokens: to - from, salience: (mass[to]! - mass[from]!) / total };
  });
}

/**
 * What goes first, until the kept part would carry less than `KEPT_SALIENCE`; each stretch with its reason. What goes
 * for nothing is not counted.
 */
function removableSpans(text: string, ranking: Ranking): Removable[] {
  const { atoms, order, steps, free } = ranking;
  const total = atoms.reduce((sum, atom) => sum + atom.salience, 0);
  const chosen = new Set(order.subarray(0, free));
  let spent = 0;
  let from = free;
  for (const to of steps) {
    for (let rank = from; rank < to; rank++) spent += atoms[order[rank]!]!.salience;
    if (spent > (1 - KEPT_SALIENCE) * total) break;
    for (; from < to; from++) chosen.add(order[from]!);
  }
  let next = 0;
  return explained(
    cutter(text, ranking).cut((atom) => chosen.has(atom)),
    ranking,
  ).map((removal) => {
    while (next < atoms.length && atoms[next]!.end <= removal.start) next++;
    let salience = 0;
    let inside = 0;
    while (next < atoms.length && atoms[next]!.start < removal.end) {
      salience += atoms[next]!.salience;
      inside++;
      next++;
    }
    const share = formatShare(salience / total);
    return {
      ...removal,
      salience: salience / Math.max(1, inside),
      reason: `${removal.reason}; ${share} of the salience`,
    };
  });
}
