import { settle } from "../counts.ts";
import { amountAt, anyCount, anyText, at, countAt, type Json, objectAt, textAt } from "../json.ts";
import type { Reader } from "../reader.ts";
import { timeOf } from "../time.ts";
import type { Draft } from "../usage-record.ts";

/** OpenRouter's record of a generation. The native counts are the billed ones. */
export const openrouterGeneration: Reader = {
  format: "openrouter-generation",
  recognises: (row) => bodyOf(row) !== undefined,
  open: () => (row) => {
    const body = bodyOf(row)!;
    return [
      {
        ...countsOf(
          body,
          ["native_tokens_prompt"],
          ["native_tokens_completion"],
          ["native_tokens_reasoning"],
          ["native_tokens_cached"],
        ),
        ...detailsOf(body),
        cost: amountAt(body, "total_cost"),
        seconds: secondsAt(body, "generation_time"),
        id: textAt(body, "id"),
      },
    ];
  },
};

function bodyOf(row: Json): Json | undefined {
  if ("native_tokens_completion" in row) return row;
  const data = objectAt(row, "data");
  return data && "native_tokens_completion" in data ? data : undefined;
}

/** OpenRouter's activity: a generation a row as CSV, or sums by day and model as JSON. */
export const openrouterActivity: Reader = {
  format: "openrouter-activity",
  recognises: (row) => "model_permaslug" in row,
  open: () => (row) => [
    {
      ...countsOf(
        row,
        ["tokens_prompt", "prompt_tokens"],
        ["tokens_completion", "completion_tokens"],
        ["tokens_reasoning", "reasoning_tokens"],
        ["tokens_cached", "cached_tokens"],
      ),
      ...detailsOf(row),
      cost: amountAt(row, "cost_total") ?? amountAt(row, "usage"),
      calls: countAt(row, "requests"),
      seconds: secondsAt(row, "generation_time_ms"),
      id: textAt(row, "generation_id"),
    },
  ],
};

type Names = readonly string[];

function countsOf(row: Json, input: Names, output: Names, hidden: Names, cached: Names): Draft {
  return settle({
    input: anyCount(row, input),
    cached: anyCount(row, cached),
    output: anyCount(row, output),
    hidden: anyCount(row, hidden),
    isCacheInside: true,
    isHiddenInside: true,
  });
}

function detailsOf(row: Json): Draft {
  const model = anyText(row, ["model", "model_permaslug"]);
  const isFree = row.variant === "free" && !model?.endsWith(":free");
  return {
    model: isFree ? `${model}:free` : model,
    provider: "openrouter",
    project: textAt(row, "app_name"),
    time: timeOf(at(row, "created_at") ?? at(row, "date")),
  };
}

function secondsAt(row: Json, name: string): number | undefined {
  const milliseconds = amountAt(row, name);
  return milliseconds ? milliseconds / 1000 : undefined;
}
