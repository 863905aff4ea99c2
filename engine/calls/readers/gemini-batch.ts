import { at, isJson, objectAt } from "../json.ts";
import type { Reader } from "../reader.ts";
import { draftOf, responseIn } from "../response.ts";

/** The results of batches of Gemini (`key`) and of Vertex AI (`processed_time`), at the batch's price. */
export const geminiBatch: Reader = {
  format: "gemini-batch",
  recognises: (row) =>
    ("processed_time" in row && "request" in row) ||
    ("key" in row && ("error" in row || isJson(at(row, "response", "usageMetadata")))),
  open: () => (row) => {
    const response = objectAt(row, "response");
    const found = response && responseIn(response);
    if (!found) return [];
    const { prompt } = draftOf({ ...found, layers: [...found.layers, row] });
    return [{ ...draftOf(found), prompt, tier: "batch", grows: true }];
  },
};
