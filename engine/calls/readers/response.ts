import * as l10n from "@vscode/l10n";
import { Failure } from "../../../protocol/failure.ts";
import { fromColumns } from "../columns.ts";
import { amountAt, at, isJson, type Json, listAt, textAt } from "../json.ts";
import type { Reader } from "../reader.ts";
import { draftOf, responseIn } from "../response.ts";
import type { Draft } from "../usage-record.ts";

/**
 * Responses with their usage as OpenAI, Azure, Anthropic, Gemini, Bedrock, DeepSeek, xAI, Mistral, OpenRouter, the AI SDK
 * and all that copy them write it, alone or anywhere within what a logger wraps around; and plain
 * `{"model","effort"?,"reasoning_tokens","output_tokens"?,"text"?}`.
 */
export const response: Reader = {
  format: "response",
  recognises: () => true,
  open: () => (row) => {
    const steps = listAt(row, "steps").filter((step) => isJson(step) && isJson(step.usage));
    const around = { ...row, totalUsage: undefined };
    return steps.length > 0 ? steps.flatMap((step) => callOf({ ...around, ...(step as Json) })) : callOf(row);
  },
};

/** `isNested`: whether the row's names of paths were followed. */
function callOf(row: Json, isNested = false): Draft[] {
  const found = responseIn(row);
  if (!found) {
    const sums = usageByModel(row);
    if (sums.length > 0) return sums;
    if (isUnbilled(row)) return [];
    if (!isNested && Object.keys(row).some((name) => name.includes("."))) {
      const nested = fromColumns(Object.entries(row));
      if (responseIn(nested)) return callOf(nested, true);
    }
    throw new Failure("bad-input", modelIn(row) ? l10n.t("no count of tokens") : l10n.t("no model"));
  }
  const draft = draftOf(found, ...formatOf(found.layers[0]!));
  if (draft.model === undefined) throw new Failure("bad-input", l10n.t("no model"));
  return [draft];
}

const BY_MODEL = /^model_?usage$/i;

/** The sums of a run, by model, as tools for evaluation write them. */
function usageByModel(row: Json): Draft[] {
  const around = [row, ...Object.values(row).filter(isJson)];
  const tables = around.flatMap((one) =>
    Object.entries(one).filter(([name, table]) => BY_MODEL.test(name) && isJson(table)),
  );
  return tables.flatMap(([, table]) =>
    Object.entries(table as Json).flatMap(([model, usage]) => {
      const found = isJson(usage) ? responseIn({ model, usage }) : undefined;
      return found ? [draftOf({ ...found, layers: [...found.layers, row] })] : [];
    }),
  );
}

/** Whose format a response is in, and whether its id is that of a message that is logged again as it grows. */
function formatOf(body: Json): [tool: string, grows: boolean] {
  if ("usageMetadata" in body || "usage_metadata" in body) return ["gemini-api", true];
  if (body.type === "message") return ["anthropic-messages", true];
  return [body.object === "response" ? "openai-responses" : "openai-chat", false];
}

function modelIn(row: Json): boolean {
  return typeof row.model === "string" || typeof at(row, "response", "model") === "string";
}

/** A request that failed, and a piece of a streamed answer whose counts come with the last. */
function isUnbilled(row: Json): boolean {
  if (row.done === false || textAt(row, "type")?.startsWith("response.")) return true;
  const answers = [row, at(row, "response"), at(row, "response", "body"), at(row, "body"), at(row, "data")].filter(
    isJson,
  );
  return answers.some(
    (answer) =>
      (answer.error ?? undefined) !== undefined ||
      (amountAt(answer, "status_code") ?? amountAt(answer, "status") ?? 0) >= 400 ||
      ("usage" in answer && answer.usage === null) ||
      textAt(answer, "object")?.endsWith(".chunk"),
  );
}
