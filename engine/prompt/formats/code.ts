import type { Span } from "../../../protocol/span.ts";
import { dedented } from "../reading/dedented.ts";
import { modelsInCode } from "../reading/model-names.ts";
import { joinedPassage, promptStrings } from "../reading/prompt-strings.ts";
import type { Reading } from "../reading/reading.ts";
import { readTemplate } from "../reading/role-blocks.ts";
import { Passage } from "../text/passage.ts";
import type { Format } from "./format.ts";

/** A prompt among code. Where no string is one, all may be a part of one, which a user selected. */
export const code: Format = {
  kind: "code",
  models: modelsInCode,
  read: (text, path = "") => readStrings(text, path) ?? readTemplate(text, path),
};

/** Reads the prompts in a file of code; all else is structure. Nothing where there is none. */
function readStrings(text: string, path: string): Reading | undefined {
  const strings = promptStrings(text, path.slice(path.lastIndexOf(".") + 1).toLowerCase());
  if (strings.length === 0) return undefined;
  const verbatim = (span: Span) => Passage.verbatim("user", text, span);
  return {
    parts: [],
    passages: strings.map((string) => {
      if (string.joined) return joinedPassage(string.joined, verbatim);
      return string.isDedented ? dedented("user", text, string) : verbatim(string);
    }),
    protections: strings.flatMap(({ protections }) => protections),
    warnings: [],
    sectionDepth: 0,
  };
}
