import type { OwnCall } from "../../protocol/forecast.ts";
import type { PlacedRecord } from "../calls/unique-calls.ts";
import { KEPT, namer } from "../reasoning/call-names.ts";
import type { Database } from "./database.ts";

/** A forecast rests on no more: it would take longer, and hardly be another. */
const MOST = 400;
const ADD = "INSERT OR REPLACE INTO lessons (call, model, effort, time) VALUES (?, ?, ?, ?)";
const PRUNE = `DELETE FROM lessons WHERE model = ?1 AND effort = ?2 AND call NOT IN (
  SELECT call FROM lessons WHERE model = ?1 AND effort = ?2 ORDER BY time DESC, call DESC LIMIT ${KEPT})`;
const LATEST = `SELECT lessons.model, lessons.effort, hidden, output FROM lessons JOIN calls ON key = call
  WHERE hidden IS NOT NULL ORDER BY lessons.time DESC, call DESC LIMIT ${MOST}`;

/** Within a transaction: notes which calls forecasts are to learn from, the latest of each model and effort. */
export function noteLessons(
  database: Database,
  calls: readonly { readonly key: number; readonly record: PlacedRecord }[],
): void {
  const groups = new Map<string, { key: number; record: PlacedRecord }[]>();
  for (const call of calls) {
    const { model, effort = "", hidden, calls: sum } = call.record;
    if (model === undefined || hidden === undefined || sum !== undefined) continue;
    const name = `${model}\n${effort}`;
    const group = groups.get(name);
    if (group) group.push(call);
    else groups.set(name, [call]);
  }
  for (const [name, group] of groups) {
    const [model, effort] = name.split("\n");
    const latest = group.sort((a, b) => timeOf(b) - timeOf(a)).slice(0, KEPT);
    for (const call of latest) database.run(ADD, call.key, model, effort, timeOf(call));
    database.run(PRUNE, model, effort);
  }
}

/** What was imported, as forecasts learn from it: the latest calls, the oldest first. */
export async function lessonCalls(database: Database): Promise<OwnCall[]> {
  const rows = await database.transaction(() =>
    database.all<{ model: string; effort: string; hidden: number; output: number | null }>(LATEST),
  );
  const nameOf = namer();
  return rows.reverse().map(({ model, effort, hidden, output }) => ({
    ...nameOf({ model, hidden, ...(effort !== "" && { effort }) }).name,
    reasoning: hidden,
    ...(output !== null && { visible: output - hidden }),
  }));
}

function timeOf({ record }: { readonly record: PlacedRecord }): number {
  return record.time ?? 0;
}
