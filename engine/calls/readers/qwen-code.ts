import { isJson, textAt } from "../json.ts";
import type { Reader } from "../reader.ts";
import { draftOf, responseIn } from "../response.ts";

/** Qwen Code's sessions, `~/.qwen/projects/<project>/chats/<session>.jsonl`: rows as Claude Code's, counts as Gemini's. */
export const qwenCode: Reader = {
  format: "qwen-code",
  recognises: (row) => row.type === "assistant" && isJson(row.usageMetadata),
  open: () => (row) => {
    const found = responseIn(row);
    if (!found) return [];
    return [{ ...draftOf(found, undefined, true), id: textAt(row, "uuid"), project: textAt(row, "cwd") }];
  },
};
