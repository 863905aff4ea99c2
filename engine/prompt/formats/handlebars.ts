import { mayHaveFrontMatter } from "../reading/front-matter.ts";
import { modelsInHead } from "../reading/model-names.ts";
import { readTemplate } from "../reading/role-blocks.ts";
import { readRoleLines } from "../reading/role-lines.ts";
import type { Format } from "./format.ts";

/** Dotprompt's helper. */
const ROLE =
  /\{\{~?\s{0,20}role\s{1,20}["'](system|user|assistant|model|developer|tool)["']\s{0,20}~?\}\}[ \t]*(?:\r?\n)?/g;

/** Handlebars, of which dotprompt, guidance and Semantic Kernel's templates are made. */
export const handlebars: Format = {
  kind: "handlebars",
  engine: "handlebars",
  sniff: (head) => !mayHaveFrontMatter(head) && /\{\{[#/>!]/.test(head),
  models: modelsInHead,
  read: (text, path) => readRoleLines(text, ROLE, "handlebars") ?? readTemplate(text, path, "handlebars"),
};
