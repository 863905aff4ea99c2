import type { Basis } from "../../protocol/forecast.ts";
import type { CallTables, PromptReading, Row } from "./forecast-weights.ts";
import { LEVELS, type Level } from "./levels.ts";
import { firstMatch, isStranger, plainName, releaseName } from "./model-kin.ts";
import { workLength } from "./work-scale.ts";

/** ln(reasoning tokens) ~ location + scale x Student's t; what is not known of the location adds its spread to the scale. */
export interface LogLength {
  readonly location: number;
  /** As for a model and a kind of prompts that were trained on. */
  readonly scale: number;
  /** The scale by which a model, or a kind of prompts, without calls of its own may lie elsewhere: to add in quadrature. */
  readonly spread: number;
  /** How likely the prompt is of a kind that was not trained on, 0 to 1. */
  readonly novelty: number;
  /** What the linear model says beyond the networks, in ln tokens. */
  readonly apart: number;
  /** Chance that the answer is right, by calls that were graded. */
  readonly success: number;
}

/** A call's kin: the names by which it shares what others of its kind have shown. */
export interface CallKind {
  readonly names: Readonly<Record<Level, string>>;
  /** The model's name with its date. */
  readonly release: string;
  readonly basis: Basis;
  /** Whether answers of this model and effort were graded. */
  readonly graded: boolean;
}

/** Whose calls a forecast for this model and effort can rest on. */
export function callKind({ families, sizes, levels, known, graded }: CallTables, id: string, effort: string): CallKind {
  const model = plainName(id);
  const family = firstMatch(families, model);
  const names = {
    family,
    size: firstMatch(sizes, model),
    model,
    effort,
    "family and effort": `${family} ${effort}`,
    "model and effort": `${model} ${effort}`,
  };
  const basis = known["model and effort"].includes(names["model and effort"])
    ? "this model and effort"
    : known.model.includes(model)
      ? "this model at other efforts"
      : levels.family.has(family)
        ? "its family"
        : "all models";
  return { names, release: releaseName(id), basis, graded: graded.includes(names["model and effort"]) };
}

/** Efforts at which calls of this model are known. */
export function knownEfforts({ known }: CallTables, id: string): string[] {
  const prefix = `${plainName(id)} `;
  return known["model and effort"].filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
}

/**
 * The forecast in ln tokens: what calls have taught, and, the less the prompt is of a kind that this model at this effort
 * was seen on, the scale of work.
 */
export function locate(tables: CallTables, reading: PromptReading, kind: CallKind): LogLength {
  const learnt = locateByCalls(tables, reading, kind);
  const work = workLength(reading, kind);
  const mixed = (byCalls: number, byWork: number) => (1 - work.share) * byCalls + work.share * byWork;
  return {
    ...learnt,
    location: mixed(learnt.location, work.location) + work.longer,
    scale: Math.sqrt(mixed(learnt.scale ** 2, work.scale ** 2)),
    // How calls spread about the scale was seen over all models: a stranger adds nothing to that.
    spread: Math.sqrt(mixed(learnt.spread ** 2, work.spread ** 2)),
  };
}

/**
 * By the calls alone: the networks are averaged, and their disagreement adds to the variance; the less the prompt is like
 * those that were trained on, the more the linear model takes over.
 */
export function locateByCalls(tables: CallTables, reading: PromptReading, { names, basis }: CallKind): LogLength {
  const { stretch, cautious, unknown } = tables;
  const { caution, novelty } = reading;
  const near = networks(tables, reading, names);
  const far = LEVELS.reduce(
    (total, level) => total + (cautious.levels[level].get(names[level]) ?? 0),
    cautious.every + reading.cautious,
  );
  const family = basis === "all models" ? unknown.family : 0;
  const model = isStranger(basis) ? unknown.model : 0;
  return {
    location: (1 - caution) * near.location + caution * far,
    scale: stretch * Math.sqrt(near.variance),
    spread: Math.sqrt(novelty * unknown.kind ** 2 + model ** 2 + family ** 2),
    novelty,
    apart: far - near.location,
    success: 1 / (1 + Math.exp(-near.logit)),
  };
}

/** What the networks say of the call: location and variance of ln tokens, logit of success. */
function networks({ factors, every, levels }: CallTables, reading: PromptReading, names: CallKind["names"]) {
  const [LOADINGS, SCALE, CHANCE] = [1, 1 + factors, 2 + factors];
  const members = reading.factors.map((z, member) => {
    const row = sum(
      every[member]!,
      LEVELS.map((level) => levels[level].get(names[level])?.[member]),
    );
    const along = (from: number) => z.reduce((total, value, k) => total + value * row[from + k]!, 0);
    return {
      location: row[0]! + along(LOADINGS),
      variance: Math.exp(2 * clamp(row[SCALE]! + reading.spread[member]!, -3, 2)),
      logit: row[CHANCE]! + along(CHANCE + 1),
    };
  });
  const mean = (value: (member: (typeof members)[number]) => number) =>
    members.reduce((total, member) => total + value(member), 0) / members.length;
  const location = mean((m) => m.location);
  const disagreement = mean((m) => (m.location - location) ** 2);
  return { location, variance: mean((m) => m.variance) + disagreement, logit: mean((m) => m.logit) };
}

function sum(every: Row, rows: readonly (Row | undefined)[]): number[] {
  return every.map((value, column) => rows.reduce((total, row) => total + (row?.[column] ?? 0), value));
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
