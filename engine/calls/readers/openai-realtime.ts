import { objectAt, textAt } from "../json.ts";
import type { Reader } from "../reader.ts";
import { draftOf, responseIn } from "../response.ts";

/** The events of a session of OpenAI's Realtime API: its head alone names the model. */
export const openaiRealtime: Reader = {
  format: "openai-realtime",
  recognises: (row) =>
    textAt(row, "session", "object") === "realtime.session" ||
    textAt(row, "response", "object") === "realtime.response",
  open: (memory: { model?: string | undefined }) => (row) => {
    memory.model = textAt(row, "session", "model") ?? memory.model;
    const response = objectAt(row, "response");
    const found = response && responseIn(response);
    return found ? [{ ...draftOf(found), model: memory.model, provider: "openai", grows: true }] : [];
  },
};
