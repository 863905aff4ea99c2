import { settle } from "../counts.ts";
import { countAt, type Json } from "../json.ts";
import type { Usage } from "../usage.ts";

/**
 * The counts that Gemini CLI writes: `input` and `output` in a session, `prompt` and `candidates` in the sums of a run.
 * The hidden tokens and what tools put into the prompt stand beside.
 */
export function geminiTokens(tokens: Json): Usage {
  return settle({
    input: (countAt(tokens, "prompt") ?? countAt(tokens, "input") ?? 0) + (countAt(tokens, "tool") ?? 0),
    cached: countAt(tokens, "cached"),
    output: countAt(tokens, "candidates") ?? countAt(tokens, "output") ?? 0,
    hidden: countAt(tokens, "thoughts") ?? 0,
    total: countAt(tokens, "total"),
    isCacheInside: true,
    isHiddenInside: false,
  });
}
