import { readData } from "../reading/data.ts";
import { isJson } from "../reading/json.ts";
import { jsonFileTree } from "../reading/json-tree.ts";
import { modelsInData } from "../reading/model-names.ts";
import type { Format } from "./format.ts";

const OBJECT =
  /^\s*\{[\s\S]*?"(?:messages|contents|prompt|role|system(?:[ _-]?prompt)?|input|instructions|tools|conversations?)"\s*:/i;
const LIST =
  /^\s*\[\s*\{[\s\S]*?(?:"(?:role|from)"\s*:|"type"\s*:\s*"(?:system|human|ai|constructor|\w+Message|message|function_call)")/;
/** LangChain's pairs. */
const PAIRS = /^\s*\[\s*\[\s*"(?:system|human|user|ai|assistant|developer)"\s*,/i;

/** A request or a conversation in JSON. */
export const chatJson: Format = {
  kind: "chat-json",
  sniff: (head) => [OBJECT, LIST, PAIRS].some((pattern) => pattern.test(head)),
  accepts: isJson,
  models: (text) => modelsInData(jsonFileTree(text)),
  read: (text, path) => readData("JSON", jsonFileTree(text), text, path),
};
