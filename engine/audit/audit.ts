import type { AuditGroup, Place } from "../../protocol/audit.ts";
import type { Expected } from "../../protocol/forecast.ts";
import { type CallCounts, checksOf } from "./counts.ts";
import { againstForecast, drift } from "./ratio.ts";

/** So many calls of a finding are named. */
const NAMED = 20;

/** A call as the audit sees it. */
export interface AuditedCall extends CallCounts, Place {
  readonly effort: string;
  /** US dollars for the hidden tokens, where a price is known. */
  readonly cost?: number;
  /** Where its prompt was read: what that let expect, and the standard deviation by which all of a user's calls may differ. */
  readonly outlook?: { readonly expected: Pick<Expected, "location">; readonly spread: number };
}

/**
 * Audits the hidden tokens that a provider billed, by model and effort. Nobody shows them, so they are held against
 * themselves: a call's counts against each other, later calls against earlier ones, and all of them against the forecast
 * (the predictive audit of arXiv 2505.18471). `calls` are in the order of time. O(calls).
 */
export function audit(calls: readonly AuditedCall[]): AuditGroup[] {
  const groups = new Map<string, AuditedCall[]>();
  for (const call of calls) {
    const key = `${call.model} ${call.effort}`;
    const group = groups.get(key) ?? [];
    group.push(call);
    groups.set(key, group);
  }
  return [...groups.values()].map(auditGroup);
}

function auditGroup(calls: readonly AuditedCall[]): AuditGroup {
  const { model, effort, cost } = calls[0]!;
  const read = calls
    .filter(isCounted)
    .flatMap((call) => (call.outlook ? [{ ...call.outlook, tokens: logTokens(call) }] : []));
  const missed = read.map(({ tokens, expected }) => tokens - expected.location);
  const forecast = againstForecast(missed, Math.max(...read.map(({ spread }) => spread)));
  const change = drift(read.length > 0 ? missed : calls.filter(isCounted).map(logTokens));
  return {
    model,
    effort,
    calls: calls.length,
    reasoning: calls.reduce((sum, { reasoning = 0 }) => sum + reasoning, 0),
    ...(cost !== undefined && { cost: calls.reduce((sum, call) => sum + (call.cost ?? 0), 0) }),
    ...(forecast && { forecast }),
    ...(change && { drift: change }),
    findings: checksOf(calls).flatMap(({ check, message, fails }) => {
      const found = calls.filter(fails);
      const first = found.slice(0, NAMED).map(({ log, line }) => ({ log, line }));
      return found.length > 0 ? [{ check, message, count: found.length, first }] : [];
    }),
  };
}

function isCounted({ reasoning }: AuditedCall): boolean {
  return reasoning !== undefined;
}

function logTokens({ reasoning = 0 }: AuditedCall): number {
  return Math.log(Math.max(1, reasoning));
}
