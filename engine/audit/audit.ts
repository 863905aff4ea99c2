import type { AuditGroup, Place } from "../../protocol/audit.ts";
import type { Expected } from "../../protocol/forecast.ts";
import { laterChange, paceChange, type TimedCall } from "./changes.ts";
import type { CallCounts } from "./checks/check.ts";
import { CHECKS } from "./checks/checks.ts";
import { againstForecast } from "./ratio.ts";

/** So many calls of a finding are named. */
const NAMED = 20;

/** A call as the audit sees it. */
export interface AuditedCall extends CallCounts, Omit<TimedCall, "outlook">, Place {
  /** The model as the catalogue writes it; `model` is one for all its releases. */
  readonly modelId: string;
  readonly effort: string;
  /** US dollars for the hidden tokens, where a price is known. */
  readonly cost?: number;
  /** Where its prompt was read: what that let expect, and the standard deviation by which all of a user's calls may differ. */
  readonly outlook?: { readonly expected: Pick<Expected, "location" | "apart" | "topic">; readonly spread: number };
}

/**
 * Audits the hidden tokens that a provider billed, by model and effort. Nobody shows them, so they are held against
 * themselves: a call's counts against each other, later calls against earlier ones, and all of them against the forecast
 * (the predictive audit of arXiv 2505.18471). `calls` are in the order of time; `since`, in milliseconds since 1970: the
 * first of the later ones, where somebody asks about a day. O(calls).
 */
export function audit(calls: readonly AuditedCall[], since?: number): AuditGroup[] {
  const groups = new Map<string, AuditedCall[]>();
  for (const call of calls) {
    const key = `${call.model} ${call.effort}`;
    const group = groups.get(key) ?? [];
    group.push(call);
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => auditGroup(group, since));
}

function auditGroup(calls: readonly AuditedCall[], since: number | undefined): AuditGroup {
  const { modelId, effort, cost } = calls[0]!;
  const read = calls.flatMap(({ outlook, reasoning }) =>
    outlook && reasoning !== undefined ? [{ ...outlook, tokens: Math.log(Math.max(1, reasoning)) }] : [],
  );
  const forecast = againstForecast(
    read.map(({ tokens, expected }) => tokens - expected.location),
    Math.max(...read.map(({ spread }) => spread)),
  );
  const [later, pace] = [laterChange(calls, since), paceChange(calls, since)];
  return {
    model: modelId,
    effort,
    calls: calls.length,
    reasoning: calls.reduce((sum, { reasoning = 0 }) => sum + reasoning, 0),
    ...(cost !== undefined && { cost: calls.reduce((sum, call) => sum + (call.cost ?? 0), 0) }),
    ...(forecast && { forecast }),
    ...(later && { later }),
    ...(pace && { pace }),
    findings: CHECKS.flatMap(({ check, find }) => {
      const found = find(calls);
      if (!found) return [];
      const first = found.calls.slice(0, NAMED).map((i) => ({ log: calls[i]!.log, line: calls[i]!.line }));
      return [{ check, message: found.message, odds: found.odds, count: found.calls.length, first }];
    }),
  };
}
