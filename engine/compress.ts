import * as l10n from "@vscode/l10n";
import { formatCount } from "../display/format.ts";
import { type Compression, LOSSES, type Stage } from "../protocol/compression.ts";
import { edited } from "../protocol/edits.ts";
import type { Target } from "../protocol/engine.ts";
import { Failure } from "../protocol/failure.ts";
import { without } from "../protocol/span.ts";
import { advise } from "./compress/advice/advice.ts";
import { capitals } from "./compress/cut/capitals.ts";
import { type Cutter, cutter } from "./compress/cut/cutter.ts";
import { type Removals, removalsOf } from "./compress/cut/removals.ts";
import { keepStructure } from "./compress/cut/structure.ts";
import { Tier, type Unit } from "./compress/order/key.ts";
import type { Order } from "./compress/order/order.ts";
import { type Candidates, type Fit, fitTarget } from "./compress/target.ts";
import { priceInput } from "./cost/price.ts";
import { proseTokens } from "./cost/prose-tokens.ts";
import { sentTokens } from "./cost/sent.ts";
import { modelNotes } from "./model-for.ts";
import { readPrompt } from "./prompt/parse.ts";
import type { WeighedPrompt } from "./weigh.ts";

/**
 * The prompt without what nobody misses (trim), or squeezed to a target in the tokens that are sent: what comes first
 * in the order goes first, and before the first rule would go it stops. The result is the original with spans cut out,
 * so protected spans stay to the byte, but for letters that now begin a sentence; no model is asked.
 * Throws `Failure` ("usage") for a target out of range.
 */
export function compress(weighed: WeighedPrompt, target?: Target): Compression {
  const { prompt, model, tokenizer, order, path } = weighed;
  const sent = (text: string) => sentTokens(readPrompt(text, path), model, tokenizer, path).tokens;
  const ready = preparedFor(weighed);
  const { tokens: before, audio } = sentTokens(readPrompt(prompt.text, path), model, tokenizer, path);
  const goal = target && tokenTarget(target, weighed, before);
  const cut = keepStructure(weighed, (isHeld) => {
    const fit = fitTarget(before, ready.candidates(isHeld), goal, sent);
    const isChosen = (unit: number) => unit < fit.taken - 1 && !isHeld(unit);
    return { fit, ...(fit.taken === 0 ? NOTHING : removalsOf(order, ready.cutter, isChosen)) };
  });
  const { removed, recased } = cut ?? NOTHING;
  const fit: Fit = cut?.fit ?? { taken: 0, before, after: before, limited: goal !== undefined && before > goal };
  const cost = priceInput(model, fit.after, audio);
  const atRisk = fit.limited && fit.needed !== undefined ? rulesAtRisk(order, fit.needed) : undefined;
  return {
    model: model.id,
    text: without(edited(prompt.text, recased), removed),
    before: fit.before,
    after: fit.after,
    removed,
    recased,
    ...(fit.limited && { limited: true }),
    ...(atRisk && { atRisk }),
    ...(cost && { cost }),
    // What was measured of tasks was measured of prompts that lost more than filler.
    advice: advise({ ...fit, task: target && order.task, isForeign: order.isForeign }, model),
    notes: [...modelNotes(weighed), ...(fit.limited ? [missed(atRisk)] : [])],
  };
}

/** Says that a target was missed, and why. */
function missed(atRisk: Compression["atRisk"]): string {
  return atRisk && atRisk.rules > 0
    ? l10n.t(
        "Above the target: {0} of {1} rules would have to go; they are kept.",
        formatCount(atRisk.rules),
        formatCount(atRisk.of),
      )
    : l10n.t("Above the target: the rest is protected.");
}

const NOTHING: Removals = { removed: [], recased: [] };

/** A prompt made ready to be cut to any target. */
interface Prepared extends Pick<Candidates, "savings"> {
  readonly cutter: Cutter;
  /** What may go, first to last, but for units that are held. */
  candidates(isHeld: (unit: number) => boolean): Candidates;
}

const prepared = new WeakMap<WeighedPrompt, Prepared>();

/** What may go, first to last: white space that says nothing, then the units in their order. Prepared once a prompt. */
function preparedFor(weighed: WeighedPrompt): Prepared {
  const known = prepared.get(weighed);
  if (known) return known;
  const { prompt, tokenizer, order } = weighed;
  const { atoms, units } = order;
  const unitOf = new Int32Array(atoms.length).fill(units.length);
  for (const [u, unit] of units.entries()) for (const i of unit.atoms) unitOf[i] = u;
  const shears = cutter(prompt.text, order);
  const tokens = ({ atoms: own }: Unit) => own.reduce((sum, i) => sum + tokenizer.count(` ${atoms[i]!.text}`), 0);
  const savings = [shears.wideGaps, ...units.map(tokens)];
  const ready: Prepared = {
    cutter: shears,
    savings,
    candidates: (isHeld) => ({
      savings,
      // White space is the first.
      required: order.required && order.required + 1,
      trimmed: order.trimmed + 1,
      limit: order.limit + 1,
      textAt: (k) => {
        const spans = shears.cut((atom) => unitOf[atom]! < k - 1 && !isHeld(unitOf[atom]!));
        return without(edited(prompt.text, capitals(atoms, spans)), spans);
      },
    }),
  };
  prepared.set(weighed, ready);
  return ready;
}

/** How many rules would have to go, of how many, for so many candidates to go. */
function rulesAtRisk({ units, limit }: Order, needed: number): Compression["atRisk"] {
  const isRule = ({ key }: Unit) => key.tier >= Tier.rule;
  return { rules: units.slice(limit, needed - 1).filter(isRule).length, of: units.filter(isRule).length };
}

/** What each kind of loss would save, in the order in which they come. */
export function stagesOf(weighed: WeighedPrompt): Stage[] {
  const { savings } = preparedFor(weighed);
  const stages = LOSSES.map((loss) => ({ loss, units: 0, tokens: 0 }));
  for (const [u, { key }] of weighed.order.units.entries()) {
    stages[key.tier]!.units++;
    stages[key.tier]!.tokens += savings[u + 1]!;
  }
  return stages.filter(({ units }) => units > 0).map((stage) => ({ ...stage, tokens: Math.round(stage.tokens) }));
}

/** A share is one of the prose that is sent: what never goes is no part of it. */
function tokenTarget(target: Target, { prompt, tokenizer }: WeighedPrompt, sent: number): number {
  if ("keep" in target) {
    if (!(target.keep >= 0 && target.keep <= 1))
      throw new Failure("usage", l10n.t("keep must be a share from 0 to 1."));
    return Math.floor(sent - (1 - target.keep) * proseTokens(prompt, tokenizer));
  }
  if (!(Number.isInteger(target.tokens) && target.tokens >= 0)) {
    throw new Failure("usage", l10n.t("tokens must be a whole number from 0 up."));
  }
  return target.tokens;
}
