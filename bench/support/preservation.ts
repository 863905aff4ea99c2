import { compress } from "../../engine/compress.ts";
import { parsePrompt } from "../../engine/prompt/parse.ts";
import type { SalienceEngine } from "../../engine/salience/salience.ts";
import { type WeighedPrompt, weigh } from "../../engine/weigh.ts";
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
  /**
   * How many of those have firm protections that alone hold more than the share; the others lack room for what joins
   * them.
   */
  readonly firmAbove: number;
  /** How many of the limited files hold most of their firm tokens for each reason, the most frequent first. */
  readonly limitedBy: readonly (readonly [reason: string, files: number])[];
  /** Share of the tokens that is left, the mean over the files that are not limited. */
  readonly retention: number;
}

/** Compresses every real prompt file to a share of its tokens and looks whether its structure is left as it was. */
export async function preservation(salience: SalienceEngine, keep: number): Promise<Preservation> {
  const prompts = realPrompts();
  const found = { intact: 0, withinBudget: 0, limited: 0, firmAbove: 0, retained: 0 };
  const limitedBy = new Map<string, number>();
  for (const [i, { text, path }] of prompts.entries()) {
    const weighed = await weigh({ text, path, model: "gpt-4o" }, salience);
    const result = compress(weighed, { keep });
    const isRemoved = overlapTester(result.removed);
    const marks = parsePrompt(text, { path }).protections.filter((p) => INTACT.has(p.reason));
    found.intact += marks.some((mark) => isRemoved(mark)) ? 0 : 1;
    if (result.limited) {
      found.limited++;
      const reason = mostFirm(weighed);
      limitedBy.set(reason, (limitedBy.get(reason) ?? 0) + 1);
      if (firmTokens(weighed) > keep * result.before) found.firmAbove++;
    } else {
      found.withinBudget += result.after <= Math.floor(keep * result.before) ? 1 : 0;
      found.retained += result.after / result.before;
    }
    if ((i + 1) % 50 === 0) console.error(`${i + 1} of ${prompts.length} prompt files`);
  }
  const { retained, ...counts } = found;
  return {
    ...counts,
    files: prompts.length,
    limitedBy: [...limitedBy].sort(([, a], [, b]) => b - a),
    retention: retained / Math.max(1, prompts.length - found.limited),
  };
}

/** The tokens of what no budget touches, for one reason or for any. */
function firmTokens({ prompt, tokenizer, order }: WeighedPrompt, reason?: ProtectionReason): number {
  const spans = order.protections.filter((p) => p.hold === "firm" && (reason ?? p.reason) === p.reason);
  return tokenizer.count(without(prompt.text, complement(spans, prompt.text.length)));
}

function mostFirm(weighed: WeighedPrompt): string {
  const reasons = [...new Set(weighed.order.protections.map((p) => p.reason))];
  const tokens = reasons.map((reason) => firmTokens(weighed, reason));
  return reasons[tokens.indexOf(Math.max(...tokens))] ?? "nothing";
}
