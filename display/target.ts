import * as l10n from "@vscode/l10n";
import { type Compression, LOSSES, type Loss, type Stage } from "../protocol/compression.ts";
import type { Target } from "../protocol/engine.ts";
import type { Inspection } from "../protocol/inspection.ts";
import { formatCount, formatShare, formatTokens } from "./format.ts";

/** What is known of a prompt before anything is compressed. `prose`: tokens of its prose, of which a target is a share. */
export type Weight = Pick<Inspection, "sent" | "prose" | "stages">;

/** What one kind of loss would save, from one share of the prose kept down to another, 0 to 1. */
export interface Band extends Stage {
  readonly from: number;
  readonly to: number;
}

/** The kinds of loss along the share of the prose that is kept, from all of it down. */
export function bandsOf({ prose, stages }: Pick<Weight, "prose" | "stages">): Band[] {
  let from = 1;
  return stages.map((stage) => {
    const to = Math.max(0, from - stage.tokens / Math.max(1, prose));
    const band = { ...stage, from, to };
    from = to;
    return band;
  });
}

const TRIMMED = LOSSES.slice(0, LOSSES.indexOf("aside"));
const RULES = LOSSES.slice(LOSSES.indexOf("rule"));

/** Whether trim takes it: nobody misses it. */
export function isTrimmed(loss: Loss): boolean {
  return TRIMMED.includes(loss);
}

/** Whether it is a rule, before which squeeze stops. */
export function isRule(loss: Loss): boolean {
  return RULES.includes(loss);
}

/** The share of the prose that a target keeps, or that trim leaves where there is none; 0 to 1. */
export function shareKept(target: Target | undefined, weight: Weight): number {
  if (!target) return bandsOf(weight).findLast(({ loss }) => isTrimmed(loss))?.to ?? 1;
  const keep = "keep" in target ? target.keep : 1 - (weight.sent.tokens - target.tokens) / Math.max(1, weight.prose);
  return Math.min(1, Math.max(0, keep));
}

/** The tokens that are sent where so much of the prose is kept. */
export function tokensAt(keep: number, { sent, prose }: Weight): number {
  return Math.round(sent.tokens - (1 - keep) * prose);
}

/** The share of the prose below which rules begin to go; 0 where there are none. */
export function ruleLine(weight: Pick<Weight, "prose" | "stages">): number {
  return bandsOf(weight).find(({ loss }) => isRule(loss))?.from ?? 0;
}

/** A point of the curve of rules: at this share of the prose so large a share of the rules stays, 0 to 1. */
export interface RulePoint {
  readonly keep: number;
  readonly rules: number;
}

/** How many of the rules could stay as less of the prose does, from all of it down; straight lines between the points. */
export function ruleCurve(weight: Pick<Weight, "prose" | "stages">): RulePoint[] {
  const rules = bandsOf(weight).filter(({ loss }) => isRule(loss));
  const of = rulesOf(weight);
  let lost = 0;
  const points = rules.map(({ to, units }) => {
    lost += units;
    return { keep: to, rules: 1 - lost / of };
  });
  return [{ keep: 1, rules: 1 }, { keep: ruleLine(weight), rules: 1 }, ...points];
}

/** The share of the rules that could stay at a share of the prose, 0 to 1. */
export function rulesAt(keep: number, curve: readonly RulePoint[]): number {
  const below = curve.findIndex((point) => point.keep <= keep);
  if (below <= 0) return curve.at(below)!.rules;
  const [from, to] = [curve[below - 1]!, curve[below]!];
  return to.rules + ((keep - to.keep) / (from.keep - to.keep)) * (from.rules - to.rules);
}

/** How many rules would have to go for so much of the prose to be kept, about, and of how many. */
export function rulesAtRisk(keep: number, weight: Pick<Weight, "prose" | "stages">): AtRisk {
  const of = rulesOf(weight);
  // What floating point adds is no rule.
  return { rules: Math.max(0, Math.ceil(of * (1 - rulesAt(keep, ruleCurve(weight))) - 1e-6)), of };
}

type AtRisk = NonNullable<Compression["atRisk"]>;

function rulesOf({ stages }: Pick<Weight, "stages">): number {
  return stages.reduce((sum, { loss, units }) => sum + (isRule(loss) ? units : 0), 0);
}

/** What is lost, as a user reads it. */
export function lossName(loss: Loss): string {
  const names: Readonly<Record<Loss, string>> = {
    copy: l10n.t("repetition"),
    filler: l10n.t("filler"),
    aside: l10n.t("asides"),
    talk: l10n.t("sentences that only explain"),
    material: l10n.t("material"),
    example: l10n.t("examples that repeat others"),
    rule: l10n.t("rules"),
    must: l10n.t("what must or must not be done"),
  };
  return names[loss];
}

/**
 * What is lost at a target, and what next: `Removes filler, asides. Next: examples that repeat others. Below 62%, rules
 * would have to go.` `atRisk`: as a compression tells, where there is one.
 */
export function lossInWords(target: Target | undefined, weight: Weight, atRisk?: AtRisk): string {
  const keep = shareKept(target, weight);
  const line = ruleLine(weight);
  if (keep < line) {
    const { rules, of } = atRisk ?? rulesAtRisk(keep, weight);
    return l10n.t(
      "Below {0}, rules would have to go: {1} of {2} at {3}. Squeeze stops before the first.",
      formatShare(line),
      formatCount(rules),
      formatCount(of),
      formatShare(keep),
    );
  }
  const bands = bandsOf(weight).filter(({ loss }) => !isRule(loss));
  if (keep < (bands.at(-1)?.to ?? 1)) return l10n.t("Can't go this low: protected text alone exceeds the target.");
  const going = bands.filter(({ from, to }) => keep < from && from > to);
  const next = bands.find(({ from, to }) => keep >= from && from > to);
  return [
    going.length > 0
      ? l10n.t("Removes {0}.", going.map(({ loss }) => lossName(loss)).join(l10n.t(", ")))
      : l10n.t("Removes nothing."),
    ...(next ? [l10n.t("Next: {0}.", lossName(next.loss))] : []),
    ...(line > 0 ? [l10n.t("Below {0}, rules would have to go.", formatShare(line))] : []),
  ].join(" ");
}

/**
 * The target that a user wrote: a share in per cent (`80%`, `80`), or tokens (`1200`, `50 tokens`). Undefined where it is
 * neither.
 */
export function parseTarget(text: string): Target | undefined {
  const [, digits, unit = ""] = /^\s*(\d{1,3}(?:,\d{3})+|\d{1,9}(?:\.\d+)?)\s*(%|tok(?:ens?)?)?\s*$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const number = Number(digits.replaceAll(",", ""));
  const isShare = unit === "%" || (unit === "" && number <= 100);
  if (isShare) return number >= 1 && number <= 100 ? { keep: number / 100 } : undefined;
  return Number.isInteger(number) && number > 0 ? { tokens: number } : undefined;
}

export function isSameTarget(a: Target | undefined, b: Target | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A target in words: `80%`, `1,200 tokens`. */
export function formatTarget(target: Target): string {
  return "keep" in target ? formatShare(target.keep) : formatTokens(target.tokens);
}

/** What a shorter prompt is called: `trimmed`, `at 80%`, `at 1,200 tokens`. */
export function versionName(target: Target | undefined): string {
  return target ? l10n.t("at {0}", formatTarget(target)) : l10n.t("trimmed");
}
