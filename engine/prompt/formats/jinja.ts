import { mayHaveFrontMatter } from "../reading/front-matter.ts";
import { modelsInHead } from "../reading/model-names.ts";
import { readTemplate } from "../reading/role-blocks.ts";
import type { Format } from "./format.ts";

/** Jinja and its like: Nunjucks, Liquid. */
export const jinja: Format = {
  kind: "jinja",
  engine: "jinja",
  sniff: (head) => !mayHaveFrontMatter(head) && /\{%-?\s*\w/.test(head),
  models: modelsInHead,
  read: (text, path) => readTemplate(text, path, "jinja"),
};
