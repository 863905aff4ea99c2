import * as l10n from "@vscode/l10n";
import { Failure } from "../../../protocol/failure.ts";
import { fromColumns } from "../columns.ts";
import { amountAt, at, isJson, type Json, listAt, objectAt, textAt } from "../json.ts";
import type { Reader } from "../reader.ts";
import { draftOf, isFlat, namedResponseIn, responseIn } from "../response.ts";
import type { Draft } from "../usage-record.ts";
import { withOthers } from "../with-others.ts";

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
    if (steps.length === 0) return callOf(row);
    return steps.flatMap((step) => callOf({ ...row, totalUsage: undefined, ...(step as Json) }));
  },
};

/** `isNested`: whether the row's names of paths were followed. */
function callOf(row: Json, isNested = false): readonly Draft[] {
  const known = responseIn(row);
  const sums = known ? [] : [...usageByModel(row), ...callsWithin(row)];
  if (sums.length > 0) return sums;
  const found = known ?? namedResponseIn(row);
  if (!found) {
    if (isUnbilled(row)) return [];
    if (!isNested && isFlat(row)) {
      const nested = fromColumns(Object.entries(row));
      if (responseIn(nested)) return callOf(nested, true);
    }
    throw new Failure("bad-input", modelIn(row) ? l10n.t("no count of tokens") : l10n.t("no model"));
  }
  const draft = draftOf(found, ...formatOf(found.layers[0]!));
  if (draft.model === undefined) throw new Failure("bad-input", l10n.t("no model"));
  return withOthers(draft, found.usage);
}

/** No document has its calls deeper. */
const DEEPEST = 3;

/** The calls that a conversation or a run lists, each with its own usage: the first such list, since others repeat it. */
function callsWithin(row: Json, outer: readonly Json[] = []): Draft[] {
  if (outer.length === DEEPEST) return [];
  const around = Object.fromEntries(Object.entries(row).filter(([, value]) => !Array.isArray(value)));
  for (const list of [row, ...Object.values(row).filter(isJson)].flatMap((one) => Object.values(one))) {
    if (!Array.isArray(list)) continue;
    const calls = list.flatMap((item: unknown, i) => (isJson(item) ? callsOf(item, i, [around, ...outer]) : []));
    if (calls.length > 0) return calls;
  }
  return [];
}

function callsOf(item: Json, i: number, outer: readonly Json[]): Draft[] {
  const found = responseIn(item) ?? responseIn(unfolded(item)) ?? namedResponseIn(item);
  const draft = found && draftOf({ ...found, layers: [...found.layers, ...outer] }, ...formatOf(outer[0]!));
  if (draft?.model === undefined) return callsWithin(item, outer);
  const id = textAt(outer[0], "id");
  return [{ ...draft, id: draft.id ?? (i === 0 ? id : id && `${id} ${i}`) }];
}

/** With the names of paths followed that a span has among its attributes. */
function unfolded(span: Json): Json {
  const attributes = objectAt(span, "attributes");
  return attributes && isFlat(attributes) ? { ...span, attributes: fromColumns(Object.entries(attributes)) } : span;
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
  if (body.object === "response") return ["openai-responses", false];
  // Some servers tell the counts so far with each piece.
  return ["openai-chat", textAt(body, "object")?.endsWith(".chunk") === true];
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
