import { compress } from "../../engine/compress/compress.ts";
import { parsePrompt } from "../../engine/prompt/parse.ts";
import type { SalienceEngine } from "../../engine/salience/salience.ts";
import { weigh } from "../../engine/weigh.ts";
import type { ProtectionReason } from "../../protocol/prompt.ts";
import { complement, overlapTester, without } from "../../protocol/span.ts";
import { realPrompts } from "./datasets.ts";

/** What must be left to the byte of any prompt file. */
const INTACT: ReadonlySet<ProtectionReason> = new Set<ProtectionReason>([
  "front matter",
  "code block",
  "inline code",
  "template variable",
  "template tag",
  "URL",
  "markup tag",
  "heading",
]);

export interface Preservation {
  readonly files: number;
  readonly intact: number;
  readonly withinBudget: number;
  readonly limited: number;
  /** How many have firm protections that alone hold more than the share; the others lack room for what joins them. */
  readonly firmAbove: number;
  /** Share of the tokens that is left, the mean over the files that are not limited. */
  readonly retention: number;
}

/** Compresses every real prompt file to a share of its tokens and looks whether its structure is left as it was. */
export async function preservation(salience: SalienceEngine, keep: number): Promise<Preservation> {
  const found = { files: 0, intact: 0, withinBudget: 0, limited: 0, firmAbove: 0, retained: 0 };
  for (const { text, path } of realPrompts()) {
    const weighed = await weigh({ text, path, model: "gpt-4o" }, salience);
    const result = compress(weighed, { keep });
    const isRemoved = overlapTester(result.removed);
    const marks = parsePrompt(text, { path }).protections.filter((p) => INTACT.has(p.reason));
    found.files++;
    found.intact += marks.some((mark) => isRemoved(mark)) ? 0 : 1;
    const firm = weighed.ranking.protections.filter((p) => p.hold === "firm");
    const fixed = weighed.tokenizer.count(without(text, complement(firm, text.length)));
    if (fixed > keep * result.before) found.firmAbove++;
    if (result.limited) found.limited++;
    else {
      found.withinBudget += result.after <= Math.floor(keep * result.before) ? 1 : 0;
      found.retained += result.after / result.before;
    }
  }
  const { files, intact, withinBudget, limited, firmAbove, retained } = found;
  return { files, intact, withinBudget, limited, firmAbove, retention: retained / Math.max(1, files - limited) };
}
