import { type Compression, LOSSES, type Removal, type Stage } from "../../protocol/compression.ts";
import type { Budget } from "../../protocol/engine.ts";
import { Failure } from "../../protocol/failure.ts";
import { type Span, without } from "../../protocol/span.ts";
import { targetCount } from "../cost/counting.ts";
import { priceInput } from "../cost/price.ts";
import { sentTokens } from "../cost/sent.ts";
import { readPrompt } from "../prompt/parse.ts";
import { proseSpans } from "../prompt/prose.ts";
import type { WeighedPrompt } from "../weigh.ts";
import { advise } from "./advice/advice.ts";
import { type Candidates, fitBudget } from "./budget.ts";
import { capitals, recased } from "./cut/capitals.ts";
import { cutter } from "./cut/removal.ts";
import { Tier, type Unit } from "./order/key.ts";
import type { Order } from "./order/order.ts";

/**
 * The prompt without what nobody misses (trim), or squeezed into a budget in the target model's tokens: what comes first
 * in the order goes first, and before the first rule would go it stops. The result is the original with spans cut out,
 * so protected spans stay to the byte, but for letters that now begin a sentence; no model is asked.
 * Throws `Failure` ("usage") for a budget out of range.
 */
export function compress(weighed: WeighedPrompt, budget?: Budget): Compression {
  const { model, tokenizer, order } = weighed;
  const count = (text: string) => targetCount(model.counting, tokenizer.count(text)).tokens;
  const candidates = candidatesOf(weighed);
  const fit = fitBudget(candidates, budget && tokenBudget(budget, weighed, count), count);
  const text = candidates.without(fit.removed);
  const cost = priceInput(model, sentTokens(readPrompt(text, weighed.path), model, tokenizer).tokens);
  const atRisk = fit.limited && fit.needed !== undefined ? rulesAtRisk(order, fit.needed) : undefined;
  return {
    model: model.id,
    text,
    before: fit.before,
    after: fit.after,
    removed: explained(fit.removed, order),
    recased: capitals(order.atoms, fit.removed),
    ...(fit.limited && { limited: true }),
    ...(atRisk && { atRisk }),
    ...(cost && { cost }),
    // What was measured of tasks was measured of prompts that lost more than filler.
    advice: advise({ ...fit, task: budget && order.task, isForeign: order.isForeign }, model),
  };
}

const prepared = new WeakMap<WeighedPrompt, Candidates>();

/** What may go, first to last: repeated white space, then the units in their order. Prepared once a prompt. */
function candidatesOf(weighed: WeighedPrompt): Candidates {
  const known = prepared.get(weighed);
  if (known) return known;
  const { prompt, tokenizer, order } = weighed;
  const { atoms, units } = order;
  const unitOf = unitsOfAtoms(atoms.length, units);
  const { wideGaps, cut } = cutter(prompt.text, order);
  const tokens = ({ atoms: own }: Unit) => own.reduce((sum, i) => sum + tokenizer.count(` ${atoms[i]!.text}`), 0);
  const candidates: Candidates = {
    savings: [wideGaps, ...units.map(tokens)],
    // White space is the first.
    required: order.required && order.required + 1,
    trimmed: order.trimmed + 1,
    limit: order.limit + 1,
    spansOf: (k) => (k === 0 ? [] : cut((atom) => unitOf[atom]! >= 0 && unitOf[atom]! < k - 1)),
    without: (spans) => without(recased(prompt.text, capitals(atoms, spans)), spans),
  };
  prepared.set(weighed, candidates);
  return candidates;
}

/** How many rules would have to go, of how many, for so many candidates to go. */
function rulesAtRisk({ units, limit }: Order, needed: number): Compression["atRisk"] {
  const isRule = ({ key }: Unit) => key.tier >= Tier.Rule;
  return { rules: units.slice(limit, needed - 1).filter(isRule).length, of: units.filter(isRule).length };
}

/**
 * The spans as removals, one for each unit in them. Between two units the white space goes with the second where the
 * span begins with white space, else with the first: so any of them may go without the others.
 */
export function explained(spans: readonly Span[], { atoms, units }: Pick<Order, "atoms" | "units">): Removal[] {
  const unitOf = unitsOfAtoms(atoms.length, units);
  const removals: Removal[] = [];
  let next = 0;
  for (const { start, end } of spans) {
    while (next < atoms.length && atoms[next]!.end <= start) next++;
    let open: { start: number; unit: number } | undefined;
    const close = (at: number) => {
      const unit = open && open.unit >= 0 ? units[open.unit] : undefined;
      const why = unit ? { loss: LOSSES[unit.key.tier]!, reason: unit.reason } : MARKS;
      removals.push({ start: open?.start ?? start, end: at, ...why });
    };
    const opensWithSpace = next < atoms.length && atoms[next]!.start > start;
    for (; next < atoms.length && atoms[next]!.end <= end; next++) {
      const unit = unitOf[next]!;
      if (unit < 0) continue;
      if (!open) open = { start, unit };
      else if (open.unit !== unit) {
        const at = opensWithSpace ? atoms[next - 1]!.end : atoms[next]!.start;
        close(at);
        open = { start: at, unit };
      }
    }
    close(end);
  }
  return removals;
}

/** What goes without a word: white space, marks that lost their words. */
const MARKS = { loss: "filler", reason: "white space and marks without words" } as const;

/** The unit of each atom, -1 for none. */
function unitsOfAtoms(atoms: number, units: readonly Unit[]): Int32Array {
  const unitOf = new Int32Array(atoms).fill(-1);
  for (const [u, unit] of units.entries()) for (const i of unit.atoms) unitOf[i] = u;
  return unitOf;
}

/** What each kind of loss would save, in the order in which they come. */
export function stagesOf(weighed: WeighedPrompt): Stage[] {
  const { savings } = candidatesOf(weighed);
  const stages = LOSSES.map((loss) => ({ loss, units: 0, tokens: 0 }));
  for (const [u, { key }] of weighed.order.units.entries()) {
    stages[key.tier]!.units++;
    stages[key.tier]!.tokens += savings[u + 1]!;
  }
  return stages.filter(({ units }) => units > 0);
}

/** A share is one of the prose that is sent: what never goes is no part of it. */
function tokenBudget(budget: Budget, { prompt }: WeighedPrompt, count: (text: string) => number): number {
  if ("keep" in budget) {
    if (!(budget.keep >= 0 && budget.keep <= 1)) throw new Failure("usage", "keep must be a share from 0 to 1.");
    const { text } = prompt;
    const prose = proseSpans(prompt);
    const own = prose.reduce((sum, { start, end }) => sum + count(text.slice(start, end)), 0);
    return Math.floor(count(text) - (1 - budget.keep) * own);
  }
  if (!(Number.isInteger(budget.tokens) && budget.tokens >= 0)) {
    throw new Failure("usage", "tokens must be a whole number from 0 up.");
  }
  return budget.tokens;
}
