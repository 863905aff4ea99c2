import { type CancellationToken, Disposable, LanguageModelTextPart, LanguageModelToolResult, lm } from "vscode";
import type { AgentId } from "../../protocol/context.ts";
import { compareRequest, compressRequest, countRequest, forecastRequest, type Target } from "../../protocol/engine.ts";
import type { Services } from "../services.ts";
import { chosenModel } from "../state/prompt-input.ts";
import { setting } from "../state/settings.ts";

interface PromptText {
  readonly text: string;
  readonly model?: string;
}

/** Tare's verbs as tools that agents in the editor can call. Their schemas stand in the manifest. */
export function languageModelTools({ engine, lastImport, contexts }: Services): Disposable {
  const tool = <T extends object>(name: string, answer: (input: T, token: CancellationToken) => Promise<unknown>) =>
    lm.registerTool<T>(name, {
      invoke: async ({ input }, token) => {
        const result = await answer({ ...chosenModel(), ...input }, token);
        return new LanguageModelToolResult([new LanguageModelTextPart(JSON.stringify(result))]);
      },
    });
  return Disposable.from(
    tool<PromptText>("count_prompt_tokens", ({ text, model }, token) =>
      engine.request(countRequest, { text, ...(model && { model }) }, token),
    ),
    tool<PromptText & { effort?: string }>("estimate_reasoning", ({ text, model, effort }, token) =>
      engine.request(
        forecastRequest,
        { text, ...(model && { model }), ownCalls: lastImport.calls, ...(effort && { effort }) },
        token,
      ),
    ),
    tool<PromptText & { keep?: number; tokens?: number; question?: string }>(
      "compress_prompt",
      ({ text, model, keep, tokens, question }, token) =>
        engine.request(
          compressRequest,
          {
            text,
            ...(model && { model }),
            ...targetOf(keep ?? setting("retention"), tokens),
            ...(question && { question }),
          },
          token,
        ),
    ),
    tool<PromptText & { models: readonly string[] }>("compare_models", ({ text, models }, token) =>
      engine.request(compareRequest, { text, models, ownCalls: lastImport.calls }, token),
    ),
    tool<{ agents?: readonly AgentId[]; model?: string }>("weigh_context", ({ agents, model }, token) =>
      contexts.of({ ...(agents && { agents }), ...(model && { model }) }, token),
    ),
  );
}

/** Without either the prompt is only trimmed. */
function targetOf(keep: number | null, tokens: number | undefined): { target?: Target } {
  if (tokens !== undefined) return { target: { tokens } };
  return keep === null ? {} : { target: { keep } };
}
