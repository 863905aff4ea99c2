import * as z from "zod";
import { FAMILIES } from "../protocol/catalogue.ts";
import type { Comparison } from "../protocol/comparison.ts";
import { type Compression, LOSSES, TASKS } from "../protocol/compression.ts";
import { AGENTS, CONTEXT_PROBLEMS, LOADS } from "../protocol/context.ts";
import { BASES, type Forecast, PROBABILITIES, type Quantile } from "../protocol/forecast.ts";
import { COUNTED, type PromptCount, SENT } from "../protocol/inspection.ts";
import { PART_KINDS, ROLES } from "../protocol/prompt.ts";

/*
 * The schemas of the tools' results, which an agent gets with the list of tools. The types in `protocol/` say what each
 * field means.
 */

/** Further fields are allowed, so that adding one breaks no client. */
const object = z.looseObject;
const optional = z.exactOptional;
const dollars = z.number().describe("US dollars");
const tokens = z.number().describe("tokens");
const offset = z.int().min(0).describe("UTF-16 offset into the text");
const span = { start: offset, end: offset };
const asOf = z.string().describe("Day of the price snapshot, YYYY-MM-DD; absent for the user's own prices.");

const notes = z.array(z.string()).describe("What to know of the numbers; tell the user.");

const cost = object({
  input: dollars,
  cachedRead: optional(dollars),
  cachedWrite: optional(dollars),
  batch: optional(dollars),
  asOf: optional(asOf),
});

export const countSchema = object({
  model: z.string(),
  counted: z.enum(COUNTED),
  basis: z
    .array(object({ what: z.enum(SENT), by: z.string(), items: z.int(), tokens, low: tokens, high: tokens }))
    .describe("How each kind of what is sent is counted: exact, estimated, or by whose rule."),
  tokens,
  low: tokens,
  high: tokens,
  cost: optional(cost),
  parts: z.array(
    object({ ...span, kind: z.enum(PART_KINDS), role: z.enum(ROLES), depth: z.int(), title: z.string(), tokens }),
  ),
  notes,
}) satisfies z.ZodType<PromptCount>;

export const compressionSchema = object({
  model: z.string(),
  text: z.string().describe("The prompt without what was removed."),
  before: tokens,
  after: tokens,
  removed: z.array(object({ ...span, loss: z.enum(LOSSES), reason: z.string() })),
  recased: z.array(object({ ...span, text: z.string().describe("The letter that now begins its sentence.") })),
  cost: optional(cost),
  limited: optional(z.boolean().describe("It exceeds the target, since rules would go next.")),
  atRisk: optional(object({ rules: z.int(), of: z.int() }).describe("How many rules would have to go to meet it.")),
  advice: object({
    compress: z.boolean(),
    net: z.number().describe("Change in tokens a call, answer included: below zero is a saving."),
    dollars: optional(dollars),
    task: optional(z.enum(TASKS)),
    why: z.string(),
  }),
  notes,
}) satisfies z.ZodType<Compression>;

const quantiles = object(
  Object.fromEntries(PROBABILITIES.map((p) => [p, z.number()])) as Record<Quantile, z.ZodNumber>,
);
const distribution = { mean: z.number(), quantiles };
const effort = {
  ...distribution,
  effort: z.string(),
  measured: z.boolean(),
  cost: optional(object({ median: dollars, p90: dollars })),
  success: optional(z.number()),
  efficiency: optional(z.number()),
  cut: optional(z.number()),
};

const callCost = object({
  input: dollars,
  cachedInput: optional(dollars),
  hidden: object(distribution),
  visible: optional(object(distribution)),
  total: object(distribution),
});

export const forecastSchema = object({
  ...effort,
  model: z.string(),
  basis: z.enum(BASES),
  novelty: z.number(),
  visible: optional(object(distribution)),
  total: optional(callCost),
  efforts: z.array(object(effort)),
  cheapest: optional(z.string()),
  samples: optional(
    z.array(
      object({
        samples: z.int(),
        tokens,
        longest: tokens,
        success: optional(z.number()),
        cost: optional(dollars),
        perFurtherSuccess: optional(dollars),
      }),
    ),
  ),
  steps: optional(z.array(object({ ...span, tokens }))),
  notes,
}) satisfies z.ZodType<Forecast>;

export const comparisonSchema = object({
  models: z.array(
    object({
      model: z.string(),
      name: z.string(),
      tokenizer: z.enum(FAMILIES),
      counted: z.enum(COUNTED),
      sent: object({ tokens, low: tokens, high: tokens }),
      cost: optional(cost),
      thinking: optional(
        object({ ...distribution, effort: z.string() }).describe(
          "Hidden tokens of one call; absent for what is no call.",
        ),
      ),
      total: optional(callCost),
      fertility: z
        .array(
          object({
            script: z.string(),
            characters: z.int(),
            tokens,
            perCharacter: z.number(),
            perWord: optional(z.number()),
          }),
        )
        .describe("Tokens by script of the prompt, the most used first."),
    }),
  ),
}) satisfies z.ZodType<Comparison>;

const weight = {
  tokens,
  low: tokens,
  high: tokens,
  share: optional(z.number().describe("Share of the model's window, 0 to 1.")),
  cost: optional(object({ uncached: dollars, cached: optional(dollars) }).describe("What a turn pays for it.")),
};
const problem = object({ code: z.enum(CONTEXT_PROBLEMS), message: z.string(), path: optional(z.string()) });
const entry = object({
  path: z.string(),
  name: optional(z.string()),
  loads: z.enum(LOADS),
  weight: optional(object(weight)).describe("Without its imports; absent where nobody knows it."),
  importsWeight: optional(object(weight)),
  globs: optional(z.array(z.string())),
  matches: optional(z.boolean().describe("Whether the file at hand brings it in.")),
  cut: optional(object({ tokens, why: z.string() }).describe("What the agent never reads of it.")),
  get imports() {
    return z.array(entry);
  },
  problems: z.array(problem),
});

export const contextSchema = object({
  agents: z.array(
    object({
      agent: z.enum(AGENTS),
      name: z.string(),
      model: z.string(),
      counted: z.enum(COUNTED),
      window: optional(tokens),
      entries: z.array(entry).describe("In the order in which they are sent."),
      sums: object(Object.fromEntries(LOADS.map((loads) => [loads, object(weight)]))),
      standing: object(weight).describe("What every turn sends."),
      unknown: z.int().describe("Entries of unknown weight that every turn sends, too."),
      problems: z.array(problem),
      notes,
    }),
  ),
  file: optional(z.string()),
  asOf,
});
