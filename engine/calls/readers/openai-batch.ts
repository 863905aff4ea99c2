import { amountAt, isJson, objectAt, textAt } from "../json.ts";
import type { Reader } from "../reader.ts";
import { draftOf, responseIn } from "../response.ts";

/** The results of OpenAI's batches, of those who copy them, and of Claude's on Vertex AI: rows with an answer are billed at the batch's price. */
export const openaiBatch: Reader = {
  format: "openai-batch",
  recognises: (row) => "custom_id" in row && ("response" in row || "error" in row) && !isJson(row.result),
  open: () => (row) => {
    const body = objectAt(row, "response", "body") ?? objectAt(row, "response");
    const found = body && (amountAt(row, "response", "status_code") ?? 0) < 400 ? responseIn(body) : undefined;
    if (!found) return [];
    return [{ ...draftOf(found), requestId: textAt(row, "response", "request_id"), tier: "batch" }];
  },
};
