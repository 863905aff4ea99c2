import { amountAt, at, isJson, objectAt, textAt } from "../json.ts";
import type { Reader } from "../reader.ts";
import { draftOf, responseIn } from "../response.ts";
import { timeOf } from "../time.ts";

/** The requests that a browser or a proxy saved (HAR), each with the text of its answer; those with none are no calls. */
export const har: Reader = {
  format: "har",
  recognises: (row) => "startedDateTime" in row && isJson(row.response),
  open: () => (row) => {
    const request = objectAt(row.request, "postData", "text");
    const found = responseIn({ request, body: at(row.response, "content", "text") });
    if (!found || (amountAt(row.response, "status") ?? 0) >= 400) return [];
    const milliseconds = amountAt(row, "time");
    const draft = draftOf(found);
    return [
      {
        ...draft,
        model: draft.model ?? textAt(request, "model"),
        time: timeOf(row.startedDateTime),
        seconds: milliseconds ? milliseconds / 1000 : undefined,
      },
    ];
  },
};
