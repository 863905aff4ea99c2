import { cacheWrites, settle } from "../counts.ts";
import { amountAt, at, countAt, isJson, type Json, listAt, objectAt, textAt } from "../json.ts";
import type { Reader } from "../reader.ts";
import { secondsBetween, timeOf } from "../time.ts";
import type { Draft } from "../usage-record.ts";

/**
 * opencode's messages, `~/.local/share/opencode/storage/message/<session>/<message>.json`, a session with all of its own, as
 * `opencode export` writes it, or the steps that `opencode run --format json` prints, which name no model. The cache stands
 * beside the input, and the hidden tokens beside the output; older versions counted them inside, which the total tells.
 */
export const opencode: Reader = {
  format: "opencode",
  recognises: (row) => isMessage(row) || listAt(row, "messages").some((message) => isMessage(at(message, "info"))),
  open: () => (row) =>
    [stepOf(row) ?? row, ...listAt(row, "messages").map((message) => at(message, "info"))]
      .filter(isMessage)
      .flatMap(callOf),
};

function isMessage(row: unknown): row is Json {
  return isJson(row) && ("sessionID" in row || (isJson(row.tokens) && "modelID" in row));
}

/** A step that is done, as the message that it is. */
function stepOf(row: Json): Json | undefined {
  const step = row.type === "step_finish" ? objectAt(row, "part") : undefined;
  const message = {
    id: step?.messageID,
    role: "assistant",
    sessionID: row.sessionID,
    time: { created: row.timestamp },
  };
  return step && { ...step, ...message };
}

function callOf(row: Json): Draft[] {
  const tokens = objectAt(row, "tokens");
  if (row.role !== "assistant" || !tokens) return [];
  const cache = objectAt(tokens, "cache");
  return [
    {
      ...settle({
        input: countAt(tokens, "input"),
        cached: countAt(cache, "read"),
        ...cacheWrites(countAt(cache, "write"), undefined, undefined),
        output: countAt(tokens, "output"),
        hidden: countAt(tokens, "reasoning"),
        total: countAt(tokens, "total"),
        isCacheInside: false,
        isHiddenInside: false,
      }),
      grows: true,
      model: textAt(row, "modelID"),
      provider: textAt(row, "providerID"),
      session: textAt(row, "sessionID"),
      project: textAt(row, "path", "root") ?? textAt(row, "path", "cwd"),
      time: timeOf(at(row, "time", "created")),
      seconds: secondsBetween(at(row, "time", "created"), at(row, "time", "completed")),
      cost: amountAt(row, "cost"),
      id: textAt(row, "id"),
    },
  ];
}
