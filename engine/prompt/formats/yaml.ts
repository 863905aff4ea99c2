import { readData } from "../reading/data.ts";
import { yamlTree } from "../reading/yaml-tree.ts";
import type { Format } from "./format.ts";

const CHAT =
  /^(?:[\w-]+:[^\n]*\n|[ \t]*#[^\n]*\n|[ \t]*\r?\n)*(?:prompts:[ \t]*\r?\n|[ \t]*(?:- )?role:[ \t]*["']?(?:system|user|assistant)["']?[ \t]*\r?\n[ \t]*(?:name|contents?|parts|value|text):)/;

/** Messages or named prompts in YAML. */
export const yaml: Format = {
  kind: "yaml",
  sniff: (head) => CHAT.test(head),
  // Its parser counts a byte order mark as indentation.
  read: (text, path) => readData("YAML", yamlTree(text.replace(/^\ufeff/, "\n")), text, path),
};
