import { isJson, type Json, listAt, objectAt, textAt } from "../json.ts";
import type { Reader } from "../reader.ts";
import { timeOf } from "../time.ts";
import type { Draft } from "../usage-record.ts";
import { geminiTokens } from "./gemini-tokens.ts";

const SPEAKERS = new Set(["user", "gemini", "info", "error", "warning"]);

/**
 * Gemini CLI's sessions, `~/.gemini/tmp/<project>/chats/session-*`: one JSON document, or a head and a message a line. A
 * message is written again as it grows.
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
    ...geminiTokens(tokens),
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
