import * as l10n from "@vscode/l10n";
import { formatCount } from "../../../display/format.ts";
import type { ModelInfo } from "../../../protocol/catalogue.ts";
import type { Advice, Task } from "../../../protocol/compression.ts";
import { breakEvenCalls, outputCost, priceInput } from "../../cost/price.ts";
import { lossOf } from "./measured-losses.ts";

/** What advice is given on. */
export interface Saving {
  readonly before: number;
  readonly after: number;
  readonly limited: boolean;
  readonly task?: Task | undefined;
  /** Whether some of it is in a language that the engine knows too little of. */
  readonly isForeign?: boolean;
}

/**
 * Whether the compression pays: input tokens saved against the growth of the answer that is to be expected, in tokens
 * and money, what such compressions cost the answers to such a task, and the number of calls from which it pays to
 * break a cached prefix. A problem to be reasoned out is best left as it is; growth is known for such only.
 */
export function advise({ before, after, limited, task, isForeign }: Saving, model: ModelInfo): Advice {
  const saved = before - after;
  if (saved <= 0) {
    return {
      compress: false,
      net: 0,
      why: [
        limited ? l10n.t("only rules and protected text are left") : l10n.t("nothing to remove"),
        ...(isForeign ? [foreign()] : []),
      ].join("; "),
    };
  }
  const kept = after / before;
  const { growth, note } = lossOf(task, kept);
  const net = growth - saved;
  const notes = [
    saved === 1
      ? l10n.t("saves 1 input token per call")
      : l10n.t("saves {0} input tokens per call", formatCount(saved)),
  ];
  if (note) notes.push(note);
  if (isForeign) notes.push(foreign());
  const calls =
    model.cacheMinimumTokens !== undefined && before >= model.cacheMinimumTokens
      ? breakEvenCalls(model, before, kept)
      : undefined;
  // With one call or less it pays at once.
  if (calls !== undefined && calls > 1)
    notes.push(l10n.t("if the prompt is already cached, it pays off from {0} calls on", formatCount(Math.ceil(calls))));
  const dollars = dollarsOf(model, saved, growth, before);
  return {
    compress: task !== "reasoning" && (dollars ?? net) < 0,
    net,
    ...(dollars !== undefined && { dollars }),
    ...(task && { task }),
    why: notes.join("; "),
  };
}

function foreign(): string {
  return l10n.t("part of it is in a language that Tare has few words for; there, only whole sentences are removed");
}

/** US dollars that a call costs more; undefined where the model has no price. */
function dollarsOf(model: ModelInfo, saved: number, growth: number, before: number): number | undefined {
  const input = priceInput(model, saved)?.input;
  const output = outputCost(model, growth, before);
  return input === undefined || output === undefined ? undefined : output - input;
}
