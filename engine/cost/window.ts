import { formatCount } from "../../display/format.ts";
import type { ModelInfo } from "../../protocol/catalogue.ts";
import type { Warning } from "../../protocol/prompt.ts";
import type { Sent } from "./sent.ts";

/** That a call is longer than the model's window, from where it is; nothing where it fits or the window is not known. */
export function windowWarnings({ longest, total }: Sent, { id, contextTokens }: ModelInfo, length: number): Warning[] {
  if (contextTokens === undefined || total.tokens <= contextTokens || longest.tokens <= contextTokens) return [];
  const start = longest.offsetOf(contextTokens);
  const over = formatCount(longest.tokens - contextTokens);
  const message = `This call sends ${formatCount(longest.tokens)} tokens; the window of ${id} holds ${formatCount(contextTokens)}. It is refused, or the ${over} tokens from here on are cut.`;
  return [{ start: Math.min(start, Math.max(0, length - 1)), end: length, code: "over-the-window", message }];
}
