import { amountAt, at, isJson, type Json, listAt, objectAt, textAt } from "../json.ts";
import { isOwn, type Reader } from "../reader.ts";
import { tierOf } from "../tier.ts";
import { timeOf } from "../time.ts";
import { usageOf } from "../usage.ts";
import type { Draft } from "../usage-record.ts";
import { withOthers } from "../with-others.ts";

const ROWS = ["sessionId", "session_id", "uuid", "requestId", "leafUuid", "messageId"];
const KINDS = /^(?:user|system|summary|progress|result|attachment|file-history-snapshot|queue-operation)$/;
/** Claude Code's own words in the place of an answer. */
const SYNTHETIC = "<synthetic>";

/**
 * Claude Code's sessions, `~/.claude/projects/<folder>/<session>.jsonl`, its sub-agents' and its stream of JSON. One message
 * is written a block a row, each with the counts so far.
 */
export const claudeCode: Reader = {
  format: "claude-code",
  recognises: (row) =>
    row.type === "assistant"
      ? isJson(row.message)
      : typeof row.type === "string" && ROWS.some((name) => name in row) && isOwn(row, KINDS),
  open: (memory: { message?: string | undefined; toolCalls?: number }) => (row) => {
    if (row.type === "result" && memory.toolCalls === undefined) return runOf(row);
    const entry = entryOf(row);
    const body = objectAt(entry, "message");
    const counts = usageOf(body?.usage);
    const model = textAt(body, "model");
    if (!entry || !body || !counts || model === SYNTHETIC) return [];
    const id = textAt(body, "id");
    const before = id === undefined || id !== memory.message ? 0 : (memory.toolCalls ?? 0);
    const toolCalls = before + listAt(body, "content").filter((block) => at(block, "type") === "tool_use").length;
    memory.message = id;
    memory.toolCalls = toolCalls;
    const call: Draft = {
      ...counts,
      grows: true,
      model,
      id,
      toolCalls,
      requestId: textAt(entry, "requestId"),
      time: timeOf(entry.timestamp ?? row.timestamp),
      session: textAt(row, "sessionId") ?? textAt(row, "session_id"),
      project: textAt(row, "cwd"),
      provider: "anthropic",
      effort: textAt(entry, "effort"),
      tier: tierOf(at(body, "usage", "service_tier")),
      cost: amountAt(entry, "costUSD"),
    };
    return withOthers(call, body.usage);
  },
};

/** What a run has cost by model, as `claude --print --output-format json` prints it: there the messages are not told. */
function runOf(row: Json): Draft[] {
  return Object.entries(objectAt(row, "modelUsage") ?? {}).flatMap(([model, usage]) => {
    const counts = usageOf(usage);
    if (!counts) return [];
    const session = textAt(row, "session_id");
    const id = [session, textAt(row, "uuid"), model].join(" ");
    return [{ ...counts, model, session, id, provider: "anthropic", cost: amountAt(usage, "costUSD") }];
  });
}

/** The row of a message; a sub-agent's may stand in a row that tells of its progress. */
function entryOf(row: Json): Json | undefined {
  if (row.type !== "progress") return row.type === "assistant" ? row : undefined;
  const inner = objectAt(row, "data", "message");
  return isJson(inner) && inner.type === "assistant" ? inner : undefined;
}
