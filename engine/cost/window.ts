import * as l10n from "@vscode/l10n";
import { formatCount } from "../../display/format.ts";
import type { ModelInfo } from "../../protocol/catalogue.ts";
import type { Warning } from "../../protocol/prompt.ts";
import type { Sent } from "./sent.ts";

/**
 * A warning where a call is longer than the model's window, at the place where it exceeds it; none where the window is
 * unknown.
 */
export function windowWarnings({ longest, total }: Sent, { id, contextTokens }: ModelInfo, length: number): Warning[] {
  if (contextTokens === undefined || total.tokens <= contextTokens || longest.tokens <= contextTokens) return [];
  const start = longest.offsetOf(contextTokens);
  const over = formatCount(longest.tokens - contextTokens);
  const message = l10n.t(
    "This call sends {0} tokens; the window of {1} holds {2}. It is refused, or the {3} tokens from here on are cut.",
    formatCount(longest.tokens),
    id,
    formatCount(contextTokens),
    over,
  );
  return [{ start: Math.min(start, Math.max(0, length - 1)), end: length, code: "over-the-window", message }];
}
