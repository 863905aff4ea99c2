import { readDocument } from "../reading/document.ts";
import { mayHaveFrontMatter } from "../reading/front-matter.ts";
import { modelsInHead } from "../reading/model-names.ts";
import type { Format } from "./format.ts";

const MARK = /^(?:#{1,6} |```|~~~|[-*] |\d{1,3}\. |> |\|.*\|)/gm;
const LIKELY = 2;

/** Markdown, front matter before it or not: most files for agents. */
export const markdown: Format = {
  kind: "markdown",
  sniff: (head) => mayHaveFrontMatter(head) || (head.match(MARK)?.length ?? 0) >= LIKELY,
  models: modelsInHead,
  read: readDocument,
};
