import * as z from "zod";
import { FAMILIES } from "../../protocol/catalogue.ts";
import { readJsonAsset } from "../runtime/assets.ts";

/** A regular expression for names of models. */
const pattern = z.string().transform((source) => new RegExp(source));
/** A key of `sources`; absent where none was noted. */
const source = z.string().exactOptional();
const tokens = z.int().nonnegative();
/** Tokens for the whole request and for each message. */
const line = z.tuple([tokens, tokens]);
/** US dollars per million tokens. */
const flat = {
  input: z.number().nonnegative(),
  output: z.number().nonnegative(),
  audio: z.number().nonnegative().exactOptional(),
  cachedRead: z.number().nonnegative().exactOptional(),
  cachedWrite: z.number().nonnegative().exactOptional(),
};

/** The rates of a whole request of more than `above` tokens. */
const rates = { ...flat, tiers: z.array(z.strictObject({ above: tokens, ...flat })).exactOptional() };

/**
 * engine/cost/model-facts.json: what is known of models beside their prices, row by row with its source. A row holds
 * for the names that its `model` matches, and of a list the first row that matches counts, but for `limits`. Names are
 * ids in lower case, or plain (`plainName` of reasoning/model-kin.ts) where the list says so. A fact that is not known
 * is absent.
 */
const schema = z.strictObject({
  sources: z.record(
    z.string(),
    z.strictObject({ what: z.string(), url: z.url().exactOptional(), asOf: z.iso.date().exactOptional() }),
  ),
  /** How tokens are counted; read when the catalogue is made. */
  counting: z.array(
    z.strictObject({
      model: pattern,
      family: z.enum(FAMILIES),
      tolerance: z.number(),
      source,
    }),
  ),
  /** What is added around the messages of a chat; the three lines are equal where the formula is exact. */
  framing: z.array(z.strictObject({ model: pattern, low: line, expected: line, high: line, source })),
  /** The form in which tools reach the model, and whether their count is exact then. */
  tools: z.array(
    z.strictObject({ model: pattern, form: z.enum(["anthropic", "namespace"]), isExact: z.boolean(), source }),
  ),
  /** Tokens of the system prompt that enables tools, and of the one that forces them. */
  toolPrompts: z.array(z.strictObject({ model: pattern, tokens, forced: tokens.exactOptional(), source })),
  /**
   * By plain name with its release: models that think although no effort and no budget of theirs is listed, and such as
   * never do.
   */
  thinking: z.array(z.strictObject({ model: pattern, thinks: z.boolean(), source })),
  /** By plain name: models that go on from the end of the prompt, as no chat does. */
  completion: z.array(z.strictObject({ model: pattern, source })),
  /** By plain name: models that answer in a new turn where the last one is their own, and do not go on from it. */
  closesTurns: z.array(z.strictObject({ model: pattern, source })),
  /** By plain name: hidden tokens are reported in steps of so many. */
  hiddenSteps: z.array(z.strictObject({ model: pattern, step: tokens, source })),
  /**
   * By plain name with its release: the effort at which a call runs where none is asked for; "none" for a model that
   * thinks only when it is asked to. The last row is for all other models: the first of its efforts that the model has.
   */
  usualEffort: z.array(z.strictObject({ model: pattern.exactOptional(), efforts: z.array(z.string()), source })),
  /** Limits and knobs at the maker's own service, by the id as it is; every match adds the fields that are missing. */
  limits: z.array(
    z.strictObject({
      provider: z.string(),
      model: pattern,
      outputTokens: tokens.exactOptional(),
      thinkingBudget: z.strictObject({ min: tokens, max: tokens }).exactOptional(),
      efforts: z.array(z.string()).exactOptional(),
      cacheMinimumTokens: tokens.exactOptional(),
      source,
    }),
  ),
  /** Factor on input and output of a batch request. */
  batches: z.array(z.strictObject({ provider: z.string(), model: pattern, factor: z.number(), source })),
  /** Factor on all rates of a call that was sold flexibly or with priority. */
  tiers: z.array(
    z.strictObject({
      provider: z.string(),
      model: pattern,
      tier: z.enum(["flex", "priority"]),
      factor: z.number(),
      source,
    }),
  ),
  /** Factor on a cloud's listed price in a region or a zone; of others the price is not known. */
  zones: z.array(z.strictObject({ provider: z.string(), region: pattern, model: pattern, factor: z.number(), source })),
  /** What writing to a cache for an hour costs, as a factor on the rate of the input. */
  hourCacheWrites: z.array(z.strictObject({ model: pattern, factor: z.number(), source })),
  /** Names that the source of prices takes for a model and that mean another (`not`), and further ones (`also`). */
  names: z.array(z.strictObject({ id: z.string(), not: pattern.exactOptional(), also: pattern.exactOptional() })),
  /** Models that a cloud or a host has made itself. */
  makers: z.array(z.strictObject({ model: pattern })),
  /** Models that the source of prices lists at their maker, who does not sell them. */
  unsold: z.array(z.strictObject({ id: z.string() })),
  /** Names that stand for an older release at the source of prices: the newest of that name is meant. */
  staleAliases: z.array(z.strictObject({ id: z.string() })),
  /** Models that the source of prices lacks; `names` accepts other names of theirs. */
  missingModels: z.array(
    z.strictObject({
      provider: z.string(),
      id: z.string(),
      ...rates,
      note: z.string().exactOptional(),
      names: pattern.exactOptional(),
      source,
    }),
  ),
  /** Prices that their source has out of date. */
  correctedPrices: z.array(z.strictObject({ id: z.string(), ...rates, source })),
});
export type ModelFacts = Readonly<z.infer<typeof schema>>;

let facts: ModelFacts | undefined;

/** The facts of models, read once. Throws a `Failure` ("model-files") where the file is damaged. */
export function modelFacts(): ModelFacts {
  facts ??= readJsonAsset("engine/cost/model-facts.json", schema);
  return facts;
}

/** The first row that holds for a name. */
export function factFor<Row extends { readonly model: RegExp }>(rows: readonly Row[], name: string): Row | undefined {
  return rows.find(({ model }) => model.test(name));
}
