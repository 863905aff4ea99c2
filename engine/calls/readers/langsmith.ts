import { settleSums } from "../counts.ts";
import { amountAt, anyText, at, countAt, isJson, type Json, listAt, objectAt, textAt } from "../json.ts";
import { promptIn } from "../prompt-text.ts";
import type { Reader } from "../reader.ts";
import { firstOf } from "../response.ts";
import { secondsBetween, timeOf } from "../time.ts";
import { type Usage, usageOf } from "../usage.ts";
import type { Draft } from "../usage-record.ts";

const MODELS = ["model", "model_name", "ls_model_name", "deployment_name"];

/** LangSmith's runs, alone or within each other. Those of an LLM are calls; the chains around them repeat their sums. */
export const langsmith: Reader = {
  format: "langsmith",
  recognises: (row) => typeof row.run_type === "string",
  open: () => callsOf,
};

function callsOf(row: Json): Draft[] {
  const within = listAt(row, "child_runs").filter(isJson).flatMap(callsOf);
  const counts = row.run_type === "llm" ? countsOf(row) : undefined;
  if (!counts) return within;
  const metadata = objectAt(row, "extra", "metadata");
  const parameters = objectAt(row, "extra", "invocation_params");
  const inputs = objectAt(row, "inputs");
  return [
    {
      ...counts,
      grows: true,
      model:
        anyText(parameters, MODELS) ?? anyText(metadata, MODELS) ?? textAt(row, "outputs", "llm_output", "model_name"),
      provider: textAt(metadata, "ls_provider"),
      effort: anyText(parameters, ["reasoning_effort", "effort"]) ?? textAt(parameters, "reasoning", "effort"),
      session: anyText(metadata, ["session_id", "thread_id", "conversation_id"]) ?? textAt(row, "trace_id"),
      project: anyText(row, ["session_name", "session_id"]),
      time: timeOf(row.start_time),
      seconds: secondsBetween(row.start_time, row.end_time),
      cost: amountAt(row, "total_cost"),
      id: textAt(row, "id"),
      prompt: inputs && promptIn(inputs),
    },
    ...within,
  ];
}

function countsOf(row: Json): Usage | undefined {
  const message = listAt(row, "outputs", "generations").flat().filter(isJson)[0];
  const places = [
    at(row, "outputs", "usage_metadata"),
    at(row, "usage_metadata"),
    at(row, "extra", "metadata", "usage_metadata"),
    at(message, "message", "kwargs", "usage_metadata"),
    at(message, "message", "usage_metadata"),
    at(row, "outputs", "usage"),
    at(row, "outputs", "llm_output", "token_usage"),
  ];
  return (
    firstOf(places, usageOf) ??
    settleSums(countAt(row, "prompt_tokens"), countAt(row, "completion_tokens"), countAt(row, "total_tokens"))
  );
}
