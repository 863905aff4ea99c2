import { settle } from "../counts.ts";
import { countAt, isJson, type Json, objectAt, textAt } from "../json.ts";
import { isOwn, type Reader } from "../reader.ts";
import { timeOf } from "../time.ts";
import type { Draft } from "../usage-record.ts";

const KINDS = /^(?:session_meta|turn_context|response_item|event_msg|compacted)$/;

/** What the rows before have told: of the session and the first of those that it goes on from, of the turn, and the sums. */
interface Memory {
  session?: Pick<Draft, "session" | "project" | "provider">;
  root?: string | undefined;
  turn?: Pick<Draft, "model" | "effort">;
  before?: Tokens | undefined;
  /** Tool calls since the last call. */
  toolCalls?: number;
}

interface Tokens {
  readonly input: number;
  readonly cached: number | undefined;
  readonly written: number | undefined;
  readonly output: number;
  readonly hidden: number | undefined;
}

/**
 * Codex's rollouts, `~/.codex/sessions/<year>/<month>/<day>/rollout-*.jsonl`. An event tells the sums of the session so far,
 * and is often written twice: a call is what the sums have grown by. Model and effort stand in the turn's context before it.
 */
export const codex: Reader = {
  format: "codex",
  recognises: (row) => isJson(row.payload) && isOwn(row, KINDS),
  open: (memory: Memory) => (row) => {
    const payload = objectAt(row, "payload")!;
    if (row.type === "session_meta") {
      // A session that goes on from another holds the rows of that one after its own first.
      memory.session = {
        session: memory.session?.session ?? textAt(payload, "id"),
        project: memory.session?.project ?? textAt(payload, "cwd"),
        provider: memory.session?.provider ?? textAt(payload, "model_provider"),
      };
      memory.root = textAt(payload, "forked_from_id") ?? memory.root ?? textAt(payload, "id");
    }
    if (row.type === "turn_context")
      memory.turn = { model: textAt(payload, "model") ?? memory.turn?.model, effort: textAt(payload, "effort") };
    if (row.type === "response_item" && textAt(payload, "type")?.endsWith("_call"))
      memory.toolCalls = (memory.toolCalls ?? 0) + 1;
    const info = payload.type === "token_count" ? objectAt(payload, "info") : undefined;
    if (!info) return [];
    const total = tokensOf(info.total_token_usage);
    const call = billed(memory.before, total, tokensOf(info.last_token_usage));
    memory.before = total ?? memory.before;
    if (!call || call.input + call.output === 0) return [];
    const { root, toolCalls = 0 } = memory;
    memory.toolCalls = 0;
    const sums = total && [total.input, total.cached, total.output, total.hidden].join(" ");
    return [
      {
        ...settle({
          ...call,
          write5m: call.written,
          total: undefined,
          isCacheInside: true,
          isHiddenInside: true,
        }),
        grows: true,
        ...memory.session,
        ...memory.turn,
        toolCalls,
        time: timeOf(row.timestamp),
        id: root === undefined || sums === undefined ? undefined : `${root} ${sums}`,
      },
    ];
  },
};

const EVENTS = /^(?:(?:thread|turn|item)\.\w+|error)$/;

/**
 * What `codex exec --json` printed until autumn 2025: the settings, then events. One of tokens tells a call's own counts, and
 * in later versions the session's sums, as a rollout does.
 */
export const codexEvents: Reader = {
  format: "codex-events",
  recognises: (row) =>
    isSettings(row) || isQuestion(row) || (typeof row.id === "string" && textAt(row, "msg", "type") !== undefined),
  open: (memory: Memory) => {
    const read = codex.open(memory);
    return (row) => {
      if (isSettings(row)) {
        memory.session = { project: textAt(row, "workdir"), provider: textAt(row, "provider") };
        memory.turn = { model: textAt(row, "model"), effort: textAt(row, "reasoning effort") };
        return [];
      }
      const { info, ...counts } = objectAt(row, "msg") ?? {};
      if (counts.type !== "token_count") return [];
      return read({ payload: { type: "token_count", info: info ?? { last_token_usage: counts } } });
    };
  },
};

function isSettings(row: Json): boolean {
  return "workdir" in row && "sandbox" in row && "model" in row;
}

function isQuestion(row: Json): boolean {
  return typeof row.prompt === "string" && Object.keys(row).length === 1;
}

/**
 * The events that `codex exec --json` prints. A turn that is completed tells the sums of its thread so far
 * (https://github.com/openai/codex/issues/17539): it is billed for what they have grown by. No event names the model.
 */
export const codexExec: Reader = {
  format: "codex-exec",
  recognises: (row) => EVENTS.test(textAt(row, "type") ?? ""),
  open: (memory: { thread?: string | undefined; sums?: Record<string, Tokens> }) => (row) => {
    if (row.type === "thread.started") memory.thread = textAt(row, "thread_id");
    const total = tokensOf(row.usage);
    if (!total) return [];
    const thread = memory.thread ?? "";
    memory.sums ??= {};
    const call = billed(memory.sums[thread], total, undefined)!;
    memory.sums[thread] = total;
    return [
      {
        ...settle({ ...call, write5m: call.written, total: undefined, isCacheInside: true, isHiddenInside: true }),
        grows: true,
        provider: "openai",
        session: memory.thread,
        time: timeOf(row.timestamp),
        id: memory.thread && `${thread} ${total.input} ${total.output} turn.completed`,
      },
    ];
  },
};

function tokensOf(usage: unknown): Tokens | undefined {
  if (!isJson(usage)) return undefined;
  return {
    input: countAt(usage, "input_tokens") ?? 0,
    cached: countAt(usage, "cached_input_tokens"),
    written: countAt(usage, "cache_write_input_tokens"),
    output: countAt(usage, "output_tokens") ?? 0,
    hidden: countAt(usage, "reasoning_output_tokens"),
  };
}

/** What the sums have grown by. The first event of a log, and one whose sums have shrunk, has only its own word. */
function billed(before: Tokens | undefined, total: Tokens | undefined, last: Tokens | undefined): Tokens | undefined {
  if (!total) return last;
  if (!before) return last ?? total;
  const less = (key: keyof Tokens) =>
    total[key] === undefined && before[key] === undefined ? undefined : (total[key] ?? 0) - (before[key] ?? 0);
  const grown = {
    input: total.input - before.input,
    cached: less("cached"),
    written: less("written"),
    output: total.output - before.output,
    hidden: less("hidden"),
  };
  return Object.values(grown).some((count) => count !== undefined && count < 0) ? (last ?? total) : grown;
}
