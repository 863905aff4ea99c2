import assert from "node:assert/strict";
import { printAudit } from "../../cli/print-audit.ts";
import { printForecast } from "../../cli/print-forecast.ts";
import { readLogs } from "../../engine/calls/read-logs.ts";
import { learnFrom } from "../../engine/learn-calls.ts";
import { finite } from "../../engine/runtime/finite.ts";
import { EvenForecaster } from "../support/even.ts";
import { forecastOf } from "../support/forecast-of.ts";
import { assertPrintsSafely } from "./printed.ts";

/*
 * What must hold for every log of calls:
 *
 * - Each row tells of one call or its line is named as bad, and the audit's groups hold all calls that were told.
 * - Every number of the audit, and of a forecast that learns from the log, is finite; every interval holds its ratio.
 * - Nothing that the command line prints of it holds a control character.
 */

const forecaster = new EvenForecaster();

/** Fails where one of these does not hold. */
export async function checkLog(log: string, model: string): Promise<void> {
  const { calls, audit, bad } = finite(await learnFrom(readLogs([log]), forecaster));
  const lines = log.split("\n").length;
  const beside = log.match(/[}\]][\s,]*[{[]/g)?.length ?? 0;
  const audited = audit.reduce((sum, group) => sum + group.calls, 0);
  assert.ok(audited + bad.length <= lines + beside, "a row counts twice");
  assert.ok(
    bad.every(({ line }) => line >= 1 && line <= lines),
    "a line is told that there is none of",
  );
  // A forecast learns from no call of which a check says that it cannot be.
  const doubted = audit.flatMap(({ findings }) => findings).reduce((sum, { count }) => sum + count, 0);
  assert.ok(calls.length <= audited && (calls.length > 0 || audited <= doubted), "a call is lost");
  for (const { forecast, later, pace, reasoning } of audit) {
    assert.ok(reasoning >= 0, "fewer tokens than none");
    for (const ratio of [forecast, later, pace])
      assert.ok(!ratio || (ratio.low <= ratio.ratio && ratio.ratio <= ratio.high));
  }
  assertPrintsSafely(() => printAudit(audit, ["log.jsonl"]));
  const forecast = finite(await forecastOf({ text: "Why is the sky blue?", model, ownCalls: calls }, forecaster));
  assertPrintsSafely(() => printForecast(forecast, { text: "", volume: 1000 }));
}
