import { mayHaveFrontMatter } from "../reading/front-matter.ts";
import { modelsInHead } from "../reading/model-names.ts";
import { readTemplate } from "../reading/role-blocks.ts";
import { readRoleLines } from "../reading/role-lines.ts";
import type { Format } from "./format.ts";

const ROLE_LINE =
  /^[ \t]*(?:#[ \t]*)?(system|user|assistant|developer|tool|function)[ \t]*(?:\[[^\]\n]{0,300}\])?:[ \t]*(?:\r?\n|$)/gim;

/** Prompty: front matter, lines that say who speaks (`system:`), Jinja in what they say. */
export const prompty: Format = {
  kind: "prompty",
  engine: "jinja",
  sniff: (head) => mayHaveFrontMatter(head) && /^(?:system|user|assistant):[ \t]*$/m.test(head),
  models: modelsInHead,
  read: (text, path) => readRoleLines(text, ROLE_LINE, "jinja") ?? readTemplate(text, path, "jinja"),
};
