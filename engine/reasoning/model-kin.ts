import type { ModelInfo } from "../../protocol/catalogue.ts";

/** A rule: the label holds for names that the regular expression matches; the first that matches counts. */
export type Rule = readonly [pattern: string, label: string];

/**
 * Names of models that think, if asked to, although the catalogue knows no effort and no budget of theirs: new ones, and
 * those that others host. A host writes "glm-4p7" for GLM-4.7.
 */
const THINKS = new RegExp(
  "(?:^|-)(?:o[1-9]|r1|qwq|thinking|reasoner|reasoning|magistral|gpt-oss|gpt-[5-9]|minimax-m[1-9]|grok-(?:[4-9]|3-mini|code)|" +
    "glm-(?:[5-9]|4[-p][5-9])|claude-(?:3-7|(?:opus-|sonnet-|haiku-|fable-|mythos-)?[4-9])|gemini-(?:2-5|[3-9])|" +
    "kimi-k(?:[3-9]|2[-p][5-9])|deepseek-v(?:[4-9]|3[-p][12])|qwen3(?!.*(?:coder|max)))",
);
const DOES_NOT = /non-reasoning|instruct|chat-latest/;

/** A model's name without provider, dates and release stages: "openai/gpt-5.2-2025-12-11" is "gpt-5-2". */
export function plainName(id: string): string {
  return id.toLowerCase().split("/").at(-1)!.replace(/[. _]/g, "-").replace(STAGES, "");
}

const STAGES =
  /-(?:20[0-9]{2}-?[0-9]{2}-?[0-9]{2}|[0-9]{4}|[0-9]{2}-[0-9]{2}|preview|latest|pre-release|customtools)(?=-|$)/g;

/** The label of the first rule that matches the name, or "". */
export function firstMatch(rules: readonly Rule[], name: string): string {
  return rules.find(([pattern]) => new RegExp(pattern).test(name))?.[1] ?? "";
}

/** Whether a model can think before it answers, as far as its catalogue entry or its name tells. */
export function canThink({ id, efforts, thinkingBudget }: ModelInfo): boolean {
  const name = plainName(id);
  if (DOES_NOT.test(name)) return false;
  return thinkingBudget !== undefined || efforts?.some((effort) => effort !== "none") === true || THINKS.test(name);
}
