import { settle } from "../counts.ts";
import { countAt, isJson, type Json, listAt, objectAt, textAt } from "../json.ts";
import type { Reader } from "../reader.ts";
import { timeOf } from "../time.ts";
import type { Draft } from "../usage-record.ts";

const SPEAKERS = new Set(["user", "gemini", "info", "error", "warning"]);

/**
 * Gemini CLI's sessions, `~/.gemini/tmp/<project>/chats/session-*`: one JSON document, or a head and a message a line. A
 * message is written again as it grows. The hidden tokens and what tools put into the prompt stand beside.
 */
export const geminiCli: Reader = {
  format: "gemini-cli",
  recognises: (row) =>
    ("sessionId" in row && "projectHash" in row) ||
    ("content" in row && SPEAKERS.has(textAt(row, "type") ?? "")) ||
    "$set" in row ||
    "$rewindTo" in row,
  open: (memory: Head) => (row) => {
    if ("projectHash" in row) {
      memory.session = textAt(row, "sessionId");
      memory.project = textAt(row, "projectHash");
    }
    const messages = "projectHash" in row ? listAt(row, "messages") : [row];
    return messages.filter(isJson).flatMap((message) => callOf(message, memory));
  },
};

/** What the head of a session tells. */
interface Head {
  session?: string | undefined;
  project?: string | undefined;
}

function callOf(message: Json, { session, project }: Head): Draft[] {
  const tokens = objectAt(message, "tokens");
  if (message.type !== "gemini" || !tokens) return [];
  const id = textAt(message, "id");
  const call = {
    ...settle({
      input: (countAt(tokens, "input") ?? 0) + (countAt(tokens, "tool") ?? 0),
      cached: countAt(tokens, "cached"),
      output: countAt(tokens, "output") ?? 0,
      hidden: countAt(tokens, "thoughts") ?? 0,
      total: countAt(tokens, "total"),
      isCacheInside: true,
      isHiddenInside: false,
    }),
    grows: true as const,
    session,
    project,
    provider: "google",
    model: textAt(message, "model"),
    time: timeOf(message.timestamp),
    toolCalls: listAt(message, "toolCalls").length,
    id: session === undefined || id === undefined ? id : `${session} ${id}`,
  };
  return [call];
}
