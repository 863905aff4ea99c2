import * as l10n from "@vscode/l10n";
import { formatCount } from "../display/format.ts";
import type { ModelInfo } from "../protocol/catalogue.ts";
import type { ForecastInput } from "../protocol/engine.ts";
import type { Forecast, NoCall, Remaining, Step } from "../protocol/forecast.ts";
import { sessionCost } from "../protocol/session-cost.ts";
import { anyModel } from "./cost/catalogue.ts";
import { tokenizerOf } from "./cost/counting.ts";
import { priceInput } from "./cost/price.ts";
import { sentTokens } from "./cost/sent.ts";
import { modelFor, modelNotes, type TargetModel } from "./model-for.ts";
import { readPrompt } from "./prompt/parse.ts";
import type { Reading } from "./prompt/reading/reading.ts";
import { sentAs } from "./prompt/sent-as.ts";
import { planBudget, subQuestions } from "./reasoning/budget-plan.ts";
import type { Forecaster } from "./reasoning/forecaster.ts";
import type { LengthBelief } from "./reasoning/length-distribution.ts";
import { plainName } from "./reasoning/model-kin.ts";
import { overthinking, remaining } from "./reasoning/remaining.ts";
import { samplePlans } from "./reasoning/sampling.ts";

/**
 * How long the model will think over a prompt, from what it reads of it, and what the call costs; of a prompt that is no
 * call, what a turn costs. A model that the catalogue does not know is forecast from its kin, without a price. Throws a `Failure`: "usage" for an effort that
 * the model does not have, "model-files".
 */
export async function forecastPrompt(input: ForecastInput, forecaster: Forecaster): Promise<Forecast | NoCall> {
  const prompt = readPrompt(input.text, input.path);
  const target = modelFor(input, prompt.format, anyModel);
  const { model, modelFromFile } = target;
  const counting = tokenizerOf(model.counting);
  const sent = sentTokens(prompt, model, counting, input.path);
  const as = sentAs(prompt);
  if (as !== "call") return noCall(as, target, sent);
  const { effort, budget, samples, ownCalls = [], thinking } = input;
  const calls = callsIn(prompt);
  const { forecast, belief } = await forecaster.forecast({
    text: prompt.passages.map((passage) => passage.text).join("\n"),
    model: releaseOf(model, input.model),
    inputTokens: sent.tokens / calls,
    inputAudio: sent.audio / calls,
    calls,
    ownCalls,
    ...(effort && { effort }),
    ...(budget !== undefined && { budget }),
  });
  const notes = [
    ...(modelFromFile ? [l10n.t("The file names this model; choose another to forecast for that.")] : []),
    ...modelNotes(target),
    ...(calls === 1
      ? []
      : [l10n.t("The file holds {0} calls: tokens are those of one, the bill is that of all.", formatCount(calls))]),
  ];
  const told = { ...forecast, notes: [...forecast.notes, ...notes] };
  if (!belief) return told;
  const steps = budget === undefined ? [] : stepsOf(prompt, budget);
  return {
    ...told,
    ...(samples !== undefined && { samples: samplePlans(forecast, belief, samples) }),
    ...(steps.length > 1 && { steps }),
    ...(thinking !== undefined && { remaining: leftOf(thinking, counting.count(thinking), belief) }),
  };
}

function noCall(as: NoCall["sentAs"], target: TargetModel, { audio, ...sent }: ReturnType<typeof sentTokens>): NoCall {
  const { model } = target;
  const cost = priceInput(model, sent.tokens, audio);
  return {
    model: model.id,
    sentAs: as,
    sent,
    ...(cost && { cost, ...(as === "instructions" && { session: sessionCost(cost) }) }),
    notes: modelNotes(target),
  };
}

/** The model as it was asked for: the catalogue does not keep releases apart that think differently. */
function releaseOf(model: ModelInfo, asked = model.id): ModelInfo {
  const isRelease = model.like === undefined && plainName(asked) === plainName(model.id);
  return isRelease ? { ...model, like: asked } : model;
}

/** A file of rows holds a call a row. */
function callsIn({ parts }: Reading): number {
  return Math.max(1, parts.filter((part) => part.kind === "row").length);
}

/** What the model itself said is no question to it. */
function stepsOf({ passages }: Reading, budget: number): Step[] {
  const asking = passages.filter(({ role }) => role !== "assistant");
  const questions = asking.flatMap((passage) => subQuestions(passage.text).map((span) => passage.toSourceSpan(span)));
  return planBudget(questions, budget);
}

function leftOf(thinking: string, spent: number, belief: LengthBelief): Remaining {
  return { spent, quantiles: remaining(belief, spent), overthinking: overthinking(thinking) };
}
