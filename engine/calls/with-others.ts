import { passesOf } from "./iterations.ts";
import { at, type Json, textAt } from "./json.ts";
import { usageOf } from "./usage.ts";
import type { Draft } from "./usage-record.ts";

/** A call of Anthropic's, and what other models did for it on the server, each a call of its own. */
export function withOthers(call: Draft, usage: unknown): readonly Draft[] {
  if (!Array.isArray(at(usage, "iterations"))) return [call];
  const others = passesOf(usage as Json).others.flatMap((pass, i): Draft[] => {
    const id = call.id && `${call.id} ${i}`;
    const counts = usageOf(pass);
    return counts ? [{ ...call, ...counts, model: textAt(pass, "model"), id, toolCalls: 0, cost: undefined }] : [];
  });
  return [call, ...others];
}
