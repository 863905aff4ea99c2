import * as l10n from "@vscode/l10n";
import { kindOfModel, type ModelInfo } from "../../protocol/catalogue.ts";
import { Failure } from "../../protocol/failure.ts";
import type { EffortForecast } from "../../protocol/forecast.ts";
import { modelFacts } from "../cost/model-facts.ts";
import type { CallTables } from "./forecast-weights.ts";
import { knownEfforts } from "./location.ts";
import { releaseName } from "./model-kin.ts";

/** Names of efforts in rising order, as providers write them. */
const RISING = ["none", "minimal", "low", "medium", "high", "xhigh", "max"];
/** No effort is asked for: the provider's own choice. */
export const DEFAULT = "default";
/** A chance of success this close to the best one suffices: the standard error of grades on 200 questions. */
const HAIR = 0.03;

/** What an effort thinks over the one below it, as published (ThinkDial, 2508.18773), and at least, as measured. */
const STEP = 2;
const LEAST_STEP = 1.3;

/** One setting of a model's knob. */
export interface Rung {
  readonly effort: string;
  /** The effort whose calls it rests on: itself, or the nearest one that was seen. */
  readonly like: string;
  /** A thinking budget: no call thinks longer. */
  readonly ceiling?: number;
}

/**
 * The settings of a model's knob in rising order, with the asked one among them. `effort` is a name, a thinking budget
 * in tokens, or absent for the usual one. Throws a `Failure` ("usage") for a setting that the model does not have.
 */
export function effortLadder(
  tables: CallTables,
  model: ModelInfo,
  effort: string | undefined,
): { rungs: Rung[]; asked: Rung } {
  const seen = knownEfforts(tables, kindOfModel(model));
  const usual = usualEffort(model);
  // Where thinking has to be asked for, a budget asks for it, and so does a call that thought at an unnamed effort.
  const thinking = usual === "none" ? firstOf(model, modelFacts().usualEffort.at(-1)!.efforts) : usual;
  const like = (name: string): string => {
    if (name === "none" || seen.includes(name)) return name;
    if (name === thinking && seen.includes(DEFAULT)) return DEFAULT;
    if (name === DEFAULT && seen.includes(thinking)) return thinking;
    return nearest(name, [...tables.levels.effort.keys()]);
  };
  const listed = model.efforts?.length ? [...model.efforts].sort((a, b) => place(a) - place(b)) : [usual];
  const rungs = [
    ...listed.map((name): Rung => ({ effort: name, like: like(name) })),
    ...(model.efforts?.length ? [] : budgetsOf(model)).map((budget) => atBudget(budget, like(thinking))),
  ];
  const name = effort?.trim().toLowerCase() || usual;
  const found = rungs.find((rung) => rung.effort === name);
  if (found) return { rungs, asked: found };

  const budget = /^\d{1,7}$/.test(name) ? Number(name) : undefined;
  if (budget === undefined && name !== DEFAULT && !RISING.includes(name))
    throw new Failure(
      "usage",
      l10n.t("{0} has no effort {1}; it has {2}.", model.id, JSON.stringify(name), listed.join(", ")),
    );
  const asked = budget === undefined ? { effort: name, like: like(name) } : atBudget(budget, like(thinking));
  return { rungs: [...rungs, asked].sort((a, b) => place(a.effort) - place(b.effort)), asked };
}

/** Whether the calls that a setting rests on were made at it, as opposed to at the nearest one that was seen. */
export function standsForItself({ effort, like }: Rung): boolean {
  return effort === like || !RISING.includes(effort) || !RISING.includes(like);
}

/** The factor for the calls that a setting rests on, where they were made at a neighbouring effort. */
export function stepsFrom({ effort, like }: Rung): number {
  return standsForItself({ effort, like }) ? 1 : STEP ** (place(effort) - place(like));
}

/** The effort at which a call runs where none is asked for. */
export function usualEffort(model: ModelInfo): string {
  const name = releaseName(kindOfModel(model));
  const { efforts } = modelFacts().usualEffort.find(({ model: names }) => names?.test(name) ?? true)!;
  return efforts[0] === "none" ? "none" : firstOf(model, efforts);
}

/** The first of these efforts that the model has. */
function firstOf({ efforts: own = [] }: ModelInfo, efforts: readonly string[]): string {
  return efforts.find((effort) => own.includes(effort)) ?? own.at(-1) ?? DEFAULT;
}

function atBudget(budget: number, like: string): Rung {
  return { effort: String(budget), like: budget === 0 ? "none" : like, ceiling: budget };
}

/** Thinking budgets to compare where a model has them and no named efforts: by fours from 1,024 to the largest. */
function budgetsOf({ thinkingBudget }: ModelInfo): number[] {
  if (!thinkingBudget) return [];
  const budgets: number[] = [];
  for (let budget = Math.max(1024, thinkingBudget.min); budget < thinkingBudget.max; budget *= 4) budgets.push(budget);
  return [...budgets, thinkingBudget.max];
}

/** Named efforts in rising order, then the default, then budgets in rising order. */
function place(name: string): number {
  const at = RISING.indexOf(name);
  return at < 0 ? RISING.length + (Number(name) || 0) : at;
}

function nearest(name: string, seen: readonly string[]): string {
  if (seen.includes(name) || !RISING.includes(name)) return name;
  const candidates = seen.filter((other) => RISING.includes(other));
  return candidates.sort((a, b) => Math.abs(place(a) - place(name)) - Math.abs(place(b) - place(name)))[0]!;
}

/**
 * Makes values rise with the effort at every probability, by a factor of `least` at least, outward from the asked setting,
 * which stays as it is. Where calls say otherwise they were of other kinds of prompts. A row is one rung's distribution;
 * the default and budgets are bound by no order.
 */
export function risingWithEffort(
  rungs: readonly Rung[],
  rows: readonly (readonly number[])[],
  asked: Rung,
  least = LEAST_STEP,
): number[][] {
  const result = rows.map((row) => [...row]);
  const ordered = rungs.filter(({ effort }) => RISING.includes(effort) && effort !== "none");
  const anchor = Math.max(0, ordered.indexOf(asked));
  const rowOf = (place: number) => result[rungs.indexOf(ordered[place]!)]!;
  for (let up = anchor + 1; up < ordered.length; up++)
    for (const [i, below] of rowOf(up - 1).entries()) rowOf(up)[i] = Math.max(rowOf(up)[i]!, least * below);
  for (let down = anchor - 1; down >= 0; down--)
    for (const [i, above] of rowOf(down + 1).entries()) rowOf(down)[i] = Math.min(rowOf(down)[i]!, above / least);
  return result;
}

/** The least effort whose chance of success is within a hair of the best; undefined where fewer than two are known. */
export function cheapestSufficient(efforts: readonly EffortForecast[]): string | undefined {
  const graded = efforts.filter((e) => e.success !== undefined);
  if (graded.length < 2) return undefined;
  const best = Math.max(...graded.map((e) => e.success!));
  return graded.filter((e) => e.success! >= best - HAIR).sort((a, b) => a.mean - b.mean)[0]?.effort;
}
