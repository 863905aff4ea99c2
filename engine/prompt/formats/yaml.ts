import type { Span } from "../../../protocol/span.ts";
import { readData } from "../reading/data.ts";
import { modelsInData } from "../reading/model-names.ts";
import { yamlTree } from "../reading/yaml-tree.ts";
import type { Format } from "./format.ts";

/** How the messages of a file begin, and what may stand above them. */
const MESSAGES =
  /(?<![\w-])(?:prompts:[ \t]*\r?\n|role:[ \t]*["']?(?:system|user|assistant)["']?[ \t]*\r?\n[ \t]*(?:name|contents?|parts|value|text):)/;
/** A line of a role, and the line below it. */
const ROLE = /(?<![\w-])role:[ \t]*["']?(?:system|user|assistant)["']?[ \t]*\r?\n(?<below>[^\n]*\n?)/;
const ABOVE = /^(?:[\w-]+:.*|[ \t]*#.*|[ \t]*\r?)\n/;

/** Messages or named prompts in YAML. */
export const yaml: Format = {
  kind: "yaml",
  sniff: (head) => MESSAGES.test(head) && insteadOfMessages(head) === undefined,
  models: (text) => modelsInData(yamlTree(text)),
  read: (text, path) => readData("YAML", yamlTree(text), text, path),
};

/**
 * What stands above what looks like the messages of a YAML file, before it in its line, or between its role and its
 * content: without it there might be one.
 */
export function insteadOfMessages(text: string): Span | undefined {
  const at = text.search(MESSAGES);
  if (at < 0) return belowRole(text);
  let start = text.lastIndexOf("\n", at) + 1;
  if (!/^[ \t]*(?:- )?$/.test(text.slice(start, at))) return { start, end: at };
  while (start > 0) {
    const end = start;
    start = text.lastIndexOf("\n", end - 2) + 1;
    if (!ABOVE.test(text.slice(start, end))) return { start, end };
  }
  return undefined;
}

function belowRole(text: string): Span | undefined {
  const found = ROLE.exec(text);
  if (found === null) return undefined;
  const end = found.index + found[0].length;
  return { start: end - found.groups!.below!.length, end };
}
