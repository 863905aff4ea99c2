import { readData } from "../reading/data.ts";
import { isJson } from "../reading/json.ts";
import { jsonTree } from "../reading/json-tree.ts";
import type { Format } from "./format.ts";

const OBJECT =
  /^\s*\{[\s\S]*?"(?:messages|contents|prompt|role|system(?:[ _-]?prompt)?|input|instructions|tools)"\s*:/i;
const LIST = /^\s*\[\s*\{[\s\S]*?"(?:role|from)"\s*:/;

/** A request or a conversation in JSON. */
export const chatJson: Format = {
  kind: "chat-json",
  sniff: (head) => OBJECT.test(head) || LIST.test(head),
  accepts: isJson,
  read: (text, path) => {
    const mark = text.startsWith("\ufeff") ? 1 : 0;
    return readData("JSON", jsonTree(text.slice(mark), mark), text, path);
  },
};
