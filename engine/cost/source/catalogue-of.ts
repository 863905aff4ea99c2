import type { Prices, Rates } from "../../../protocol/catalogue.ts";
import type { Catalogue } from "../catalogue.ts";
import { type ModelFacts, modelFacts } from "../model-facts.ts";
import type { Entry } from "../named-model.ts";
import { perToken, perTokenRates } from "../rates.ts";
import {
  batchFactorOf,
  countingOf,
  exceptionsOf,
  furtherNamesOf,
  isStaleAlias,
  isUnsold,
  limitsOf,
} from "./facts-of.ts";
import {
  type ListedModel,
  type ListedPrices,
  type ListedProvider,
  type MatchLogic,
  pricesInForce,
} from "./price-list.ts";

/** Those who serve models of their own, and those who host others'. */
const MAKERS = ["openai", "anthropic", "google", "x-ai", "mistral", "deepseek", "moonshotai", "zai"];
const HOSTS = ["groq", "together", "fireworks", "cerebras", "aws", "azure", "openrouter"];
export const SELLERS: readonly string[] = [...MAKERS, ...HOSTS];

/** Models of sound and pictures, embeddings and the like: nobody sends them a prompt to weigh. */
const NOT_TEXT =
  /audio|realtime|tts|image|transcribe|embed|moderation|whisper|ocr|voxtral|live|voice|sonic|lyria|guard/i;

const escaped = (literal: string) => literal.toLowerCase().replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/**
 * What may stand behind a name that only begins a rule, so that no other model is taken for it: dates, releases, stages
 * and versions of the service. "claude-sonnet-5" is the beginning of "claude-sonnet-5-5" too.
 */
const MORE = String.raw`(?:20\d\d-?\d\d-?\d\d|\d{3,4}|\d\d-\d\d(?:-20\d\d)?|\d\d-20\d\d|latest|preview|exp|experimental|beta|thinking|default|v\d+)`;
const END = String.raw`(?:[-@:]${MORE}|:\d+k?)*$`;

function beginning(literal: string): string {
  if (literal.startsWith("ft:") || literal.endsWith("ft-")) return escaped(literal);
  if (/[-@]$/.test(literal)) return `${escaped(literal)}${MORE}${END}`;
  return escaped(literal) + (/-20\d\d$/.test(literal) ? `[-\\d]*${END}` : END);
}

/** A match rule as the regular expression that accepts the same ids from their start; ids are in lower case. */
function pattern(rule: MatchLogic, begin = beginning): string {
  const each = (rules: readonly MatchLogic[]) => rules.map((part) => pattern(part, begin));
  if ("or" in rule) return rule.or.length === 1 ? pattern(rule.or[0]!, begin) : `(?:${each(rule.or).join("|")})`;
  if ("and" in rule)
    return each(rule.and)
      .map((part) => `(?=${part})`)
      .join("");
  if ("equals" in rule) return `${escaped(rule.equals)}$`;
  if ("starts_with" in rule) return begin(rule.starts_with);
  if ("ends_with" in rule) return `.*${escaped(rule.ends_with)}$`;
  if ("contains" in rule) return `.*${begin(rule.contains)}`;
  return rule.regex.startsWith("^") ? `(?:${rule.regex.slice(1)})` : `.*(?:${rule.regex})`;
}

/** Rates in US dollars per token that hold for a request of so many input tokens. */
function ratesAt(price: ListedPrices, inputTokens: number): Partial<Rates> {
  const rate = (key: string) => {
    const value = price[key];
    const perMillion =
      typeof value === "object"
        ? (value.tiers.filter((tier) => inputTokens > tier.start).at(-1)?.price ?? value.base)
        : value;
    return perMillion === undefined ? undefined : perToken(perMillion);
  };
  const rates = {
    input: rate("input_mtok"),
    output: rate("output_mtok"),
    audio: rate("input_audio_mtok"),
    cachedRead: rate("cache_read_mtok"),
    cachedWrite: rate("cache_write_mtok"),
  };
  return Object.fromEntries(Object.entries(rates).filter(([, value]) => value !== undefined));
}

function pricesOf(provider: ListedProvider, model: ListedModel, day: string): Prices | undefined {
  const { prices: price, varies } = pricesInForce(model, day);
  const base = ratesAt(price, 0);
  if (base.input === undefined || base.output === undefined) return undefined;
  const batch = batchFactorOf(provider.id, model.id);
  const starts = Object.values(price).flatMap((value) =>
    typeof value === "object" ? value.tiers.map((tier) => tier.start) : [],
  );
  const tiers = [...new Set(starts)]
    .sort((a, b) => a - b)
    .map((above) => ({ above, ...(ratesAt(price, above + 1) as Rates) }));
  return {
    ...(base as Rates),
    ...(tiers.length > 0 && { tiers }),
    ...(batch !== undefined && { batch }),
    ...(varies && { note: "The price of most hours of the day; other hours cost more or less." }),
  };
}

function entryOf(provider: ListedProvider, model: ListedModel, own: boolean, day: string): Entry | undefined {
  if (NOT_TEXT.test(model.id) || isStaleAlias(model.id)) return undefined;
  const free = !Array.isArray(model.prices) && Object.keys(model.prices).length === 0;
  const isFree = free && /free/.test(`${model.id} ${model.name}`);
  const prices = isFree ? { input: 0, output: 0 } : pricesOf(provider, model, day);
  if (prices === undefined && !free) return undefined;
  const id = own ? model.id : `${provider.id}/${model.id}`;
  return {
    id,
    provider: provider.id,
    name: model.name ?? model.id,
    match: exceptionsOf(id) + pattern(model.match) + furtherNamesOf(id),
    counting: countingOf(id),
    ...(prices !== undefined && !isUnsold(id) && { prices: corrected(id, prices) }),
    ...(model.context_window !== undefined && { contextTokens: model.context_window }),
    ...limitsOf(provider.id, model.id),
  };
}

function corrected(id: string, prices: Prices): Prices {
  const row = modelFacts().correctedPrices.find((one) => one.id === id);
  if (row === undefined) return prices;
  const { batch, note } = prices;
  return { ...pricesPerToken(row), ...(batch !== undefined && { batch }), ...(note !== undefined && { note }) };
}

type MissingModel = ModelFacts["missingModels"][number];

/** The prices of a row of facts, which are in US dollars per million tokens. */
function pricesPerToken({ tiers, ...rates }: Prices): Prices {
  return {
    ...perTokenRates(rates),
    ...(tiers && { tiers: tiers.map(({ above, ...tier }) => ({ above, ...perTokenRates(tier) })) }),
  };
}

function missingEntry({ provider, id, names, note, ...rates }: MissingModel): Entry {
  const full = isOwn({ provider, id }) ? id : `${provider}/${id}`;
  const batch = batchFactorOf(provider, id);
  return {
    id: full,
    provider,
    name: id,
    match: names?.source ?? `${escaped(id)}(?:-20\\d\\d-?\\d\\d-?\\d\\d)?$`,
    counting: countingOf(full),
    prices: {
      ...pricesPerToken(rates),
      ...(batch !== undefined && { batch }),
      ...(note !== undefined && { note }),
    },
    ...limitsOf(provider, id),
  };
}

const isOwn = ({ provider, id }: Pick<MissingModel, "provider" | "id">) =>
  MAKERS.includes(provider) && !id.startsWith("ft:");

/**
 * The catalogue that a price list of a day, `YYYY-MM-DD`, and the facts of models make: makers' own models first, so that a
 * bare name means them; a model that is only hosted has its host before its name.
 */
export function catalogueOf(list: readonly ListedProvider[], source: string, asOf: string): Catalogue {
  const providers = SELLERS.flatMap((id) => list.find((provider) => provider.id === id) ?? []);
  const of = (own: boolean) =>
    providers.flatMap((provider) => {
      const owned = new RegExp(`^(?:${provider.model_match ? pattern(provider.model_match, escaped) : ""})`);
      return provider.models
        .filter((model) => own === (MAKERS.includes(provider.id) && owned.test(model.id.toLowerCase())))
        .map((model) => entryOf(provider, model, own, asOf))
        .filter((entry) => entry !== undefined);
    });
  const added = (own: boolean) =>
    modelFacts()
      .missingModels.filter((one) => isOwn(one) === own)
      .map(missingEntry);
  return { source, asOf, models: [...of(true), ...added(true), ...of(false), ...added(false)] };
}
