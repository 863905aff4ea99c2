import type { ModelInfo, Prices, Rates } from "../../protocol/catalogue.ts";
import { once } from "../../protocol/once.ts";
import { factFor, modelFacts } from "./model-facts.ts";
import { copiedName, type NameParts, partsOf, type Spelling, spellingOf } from "./model-name.ts";

/*
 * Which model of the catalogue a name means, as clouds, gateways and people write it.
 */

/**
 * One line of the catalogue; `match` is a regular expression that accepts, from their start, the names that mean it.
 */
export type Entry = ModelInfo & { readonly match: string };

/** The model that a name means; undefined where none is known. */
export type Named = (name: string) => ModelInfo | undefined;

/** Reads the names of all entries once. */
export function namedAmong(entries: readonly Entry[]): Named {
  const priced = new Map(entries.flatMap((entry) => (entry.prices ? [[entry.id.toLowerCase(), entry]] : [])));
  const all = once(() => known(entries));
  return (name) => {
    // An id itself needs no names read, which takes a while at the first time.
    const exact = priced.get(name.toLowerCase());
    return exact ? withoutMatch(exact) : (resolve(all(), name.toLowerCase(), name) ?? copied(all(), name));
  };
}

/** Other names of providers, as gateways and editors write them. */
const PROVIDERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    gemini: "google",
    models: "google",
    vertex: "google",
    vertex_ai: "google",
    "vertex-ai": "google",
    "google-vertex": "google",
    google_vertexai: "google",
    google_genai: "google",
    "google-gla": "google",
    "google-ai-studio": "google",
    googleai: "google",
    xai: "x-ai",
    mistralai: "mistral",
    "deepseek-ai": "deepseek",
    moonshot: "moonshotai",
    "z-ai": "zai",
    zhipu: "zai",
    zhipuai: "zai",
    together_ai: "together",
    togetherai: "together",
    fireworks_ai: "fireworks",
    "fireworks-ai": "fireworks",
    bedrock: "aws",
    bedrock_converse: "aws",
    bedrock_mantle: "aws",
    "amazon-bedrock": "aws",
    azure_ai: "azure",
    "azure-openai": "azure",
    azureopenai: "azure",
    azure_openai: "azure",
    "zai-org": "zai",
    "x.ai": "x-ai",
    alibaba: "dashscope",
  }),
);

/** What the catalogue says of an entry's model. */
export function withoutMatch({ match: _, ...model }: Entry): ModelInfo {
  return model;
}

/** An entry with what its names say, read once. */
interface Known {
  readonly entry: Entry;
  readonly pattern: RegExp;
  readonly spelling: Spelling;
  /** The spelling of the display name. */
  readonly nameKey: string;
  readonly isOwn: boolean;
  /** Whether its seller has made it. */
  readonly isMakers: boolean;
  readonly isGlobal: boolean;
  /** Listed for itself: no variant that a gateway writes behind a colon, no fine-tune and no alias. */
  readonly isPlain: boolean;
}

function known(entries: readonly Entry[]): readonly Known[] {
  return entries.map((entry) => {
    const { model, region } = partsOf(entry.id.toLowerCase().replace(/^[^/]*\/(?=.*\.)/, ""));
    const last = entry.id.slice(entry.id.lastIndexOf("/") + 1).toLowerCase();
    const named = spellingOf(entry.name);
    const spelling = spellingOf(entry.provider === "aws" ? model : last);
    return {
      entry,
      pattern: new RegExp(`^(?:${entry.match})`),
      spelling: {
        ...spelling,
        version: spelling.version ?? (named.brand === spelling.brand ? named.version : undefined),
      },
      nameKey: named.key,
      isOwn: !entry.id.startsWith(`${entry.provider}/`),
      isMakers:
        !entry.id.startsWith(`${entry.provider}/`) ||
        modelFacts().makers.some(({ model }) => model.test(entry.id.toLowerCase())),
      isGlobal: region === "global",
      isPlain: !/[:~]|ft-$|-\d{4}-\d\d-\d\d$/.test(entry.id),
    };
  });
}

function resolve(all: readonly Known[], name: string, typed: string): ModelInfo | undefined {
  const exact = all.find(({ entry }) => entry.id.toLowerCase() === name);
  if (exact?.entry.prices || exact?.isMakers === false) return withoutMatch(exact.entry);

  const parts = partsOf(name);
  if (parts.isTuned) return tuned(all, parts, typed);
  const provider = PROVIDERS.get(parts.provider ?? "") ?? parts.provider;
  if (provider === undefined) {
    const found = bare(all, parts, name);
    return found && atAnyService(all, found, parts, typed);
  }
  const there = all.filter(({ entry }) => entry.provider === provider);
  if (there.length === 0) {
    const found = lookUp(all, parts, name);
    if (found && isMakerOf(found, parts.provider!, name)) return at(found, parts, typed);
    const nested = found ? withoutMatch(found.entry) : resolve(all, parts.path, parts.path);
    return nested && unpriced(nested, typed, parts.provider!);
  }

  const inRegion = there.filter(({ isGlobal }) => !isGlobal || parts.region === "global");
  const local = parts.region === "global" ? [...inRegion].sort((a, b) => +b.isGlobal - +a.isGlobal) : inRegion;
  const found = lookUp(local, parts, parts.path);
  // Its maker's name stands before a model with open weights, whoever serves it.
  if (found?.isMakers && !found.entry.prices) return atAnyService(all, found, parts, typed);
  if (found) return at(found, parts, typed);
  const family = familyOf(
    there.filter(({ isOwn }) => isOwn),
    parts.model,
  );
  if (family) return at(family, parts, typed);
  const elsewhere =
    lookUp(all, parts, parts.path) ?? (parts.path.includes("/") ? lookUp(all, parts, parts.model) : undefined);
  if (elsewhere === undefined) return undefined;
  // OpenAI itself sells no open weights.
  if (provider === "azure" && elsewhere.entry.provider === "openai" && !elsewhere.entry.id.startsWith("gpt-oss")) {
    return { ...at(elsewhere, parts, typed), id: typed, provider };
  }
  return unpriced(withoutMatch(elsewhere.entry), typed, provider);
}

/** A copy has the model's tokens, and no price. */
function copied(all: readonly Known[], typed: string): ModelInfo | undefined {
  const name = copiedName(typed.toLowerCase());
  const model = name === undefined ? undefined : resolve(all, name, name);
  return model && unpriced(model, typed, "");
}

/** Whether a name's first part is no service but the maker's name in an entry's own, as in "qwen/qwen3-32b". */
function isMakerOf({ entry, isOwn, pattern }: Known, first: string, name: string): boolean {
  return pattern.test(name) && (isOwn || entry.id.toLowerCase().includes(`${first}/`));
}

/** What a name without a service means: of several the maker's own. */
function bare(all: readonly Known[], parts: NameParts, name: string): Known | undefined {
  const makers = all.filter(({ isMakers }) => isMakers);
  return lookUp(makers, parts, name) ?? lookUp(all, parts, name) ?? familyOf(all, parts.model);
}

/**
 * The model that a bare name means: as its maker sells it; where the maker does not, as the one service does that sells
 * it. Where several do, nobody knows which is meant, so it has no price.
 */
function atAnyService(all: readonly Known[], found: Known, parts: NameParts, typed: string): ModelInfo {
  if (found.isMakers && found.entry.prices) return at(found, parts, typed);
  const sellers = all.filter((other) => other.entry.prices && isSameModel(other, found, spellingOf(parts.model)));
  const services = new Set(sellers.map(({ entry }) => entry.provider));
  if (services.size < 2) return at(found, parts, typed);
  const cheapestFirst = sellers.sort((a, b) => a.entry.prices!.input - b.entry.prices!.input);
  return { ...unpriced(withoutMatch(found.entry), typed, ""), soldAs: cheapestFirst.map(({ entry }) => entry.id) };
}

/** Whether an entry is the model that was found for a name, under any service, and has every word of the name. */
function isSameModel({ entry, spelling, isPlain }: Known, found: Known, { words, numbers }: Spelling): boolean {
  return (
    entry === found.entry ||
    (isPlain &&
      coreOf(spelling) === coreOf(found.spelling) &&
      [...words].every((word) => spelling.words.has(word)) &&
      numbers.every((number) => spelling.numbers.includes(number)))
  );
}

/** Words that say nothing: every model chats. */
const UNSAID = new Set(["instruct", "chat", "it"]);
/** Words by which hosts mark a fast variant. */
const FAST = new Set(["turbo", "versatile", "instant"]);

/** What a model is called, whoever serves it. */
function coreOf({ words, version }: Spelling): string {
  const core = [...words].filter((word) => !UNSAID.has(word) && !FAST.has(word));
  return `${core.sort().join(" ")} ${version}`;
}

/** The model of an entry as a variant or a zone sells it. */
function at({ entry }: Known, { variant, region, provider }: NameParts, typed: string): ModelInfo {
  const model = withoutMatch(entry);
  const isVariantListed = variant === undefined || entry.id.toLowerCase().endsWith(`:${variant}`);
  if (!isVariantListed && variant === "free" && provider === "openrouter")
    return { ...model, id: typed, provider, prices: { input: 0, output: 0 } };
  if (!isVariantListed && ROUTES.test(variant)) return unpriced(model, typed, entry.provider);
  const service = PROVIDERS.get(provider ?? "") ?? provider;
  if (region === undefined || service === undefined || !(service === "aws" || service === "azure")) return model;
  const rows = modelFacts().zones.filter((row) => row.provider === service && row.region.test(region));
  const factor = factFor(rows, entry.id.toLowerCase())?.factor;
  if (factor === undefined || !model.prices) return unpriced(model, typed, service);
  return factor === 1 ? model : { ...model, id: typed, prices: scaled(model.prices, factor) };
}

/** Variants that choose another host, and so another price. */
const ROUTES = /^(?:free|nitro|floor|online|exacto|extended)$/;

function scaled(prices: Prices, factor: number): Prices {
  const rates = ({ input, output, audio, cachedRead, cachedWrite }: Rates): Rates => ({
    input: input * factor,
    output: output * factor,
    ...(audio !== undefined && { audio: audio * factor }),
    ...(cachedRead !== undefined && { cachedRead: cachedRead * factor }),
    ...(cachedWrite !== undefined && { cachedWrite: cachedWrite * factor }),
  });
  return {
    ...prices,
    ...rates(prices),
    ...(prices.tiers && { tiers: prices.tiers.map((t) => ({ ...t, ...rates(t) })) }),
  };
}

function unpriced({ prices: _, ...model }: ModelInfo, id: string, provider: string): ModelInfo {
  return { ...model, id, provider };
}

/** A fine-tune costs what its maker lists for tunes of that model, or what nobody knows. */
function tuned(all: readonly Known[], parts: NameParts, typed: string): ModelInfo | undefined {
  const base = lookUp(
    all.filter(({ isOwn }) => isOwn),
    parts,
    parts.model,
  );
  if (base === undefined) return undefined;
  const listed = all.find(({ entry }) => entry.id.replace(/-$/, "") === `${base.entry.provider}/ft:${base.entry.id}`);
  return listed ? withoutMatch(listed.entry) : unpriced(withoutMatch(base.entry), typed, base.entry.provider);
}

/** The entry that a name means by the catalogue's own rule, by its words and version, or by its display name. */
function lookUp(entries: readonly Known[], parts: NameParts, path: string): Known | undefined {
  const { model, variant } = parts;
  const isAtAmazon = PROVIDERS.get(parts.provider ?? "") === "aws" || parts.provider === "aws";
  const { key } = spellingOf(variant === undefined ? model : `${model} ${variant}`);
  const bare = spellingOf(model).key;
  const isUnversioned = !/\d/.test(model);
  // Amazon's rules take in the bare names of others' models.
  const ruled = entries.filter(({ entry }) => isAtAmazon || entry.provider !== "aws");
  const first = ruled.find(({ pattern }) => pattern.test(path)) ?? ruled.find(({ pattern }) => pattern.test(model));
  // A dated name may be listed for itself behind the rule for all dates.
  const listed =
    variant !== undefined
      ? undefined
      : ruled.find(
          ({ entry, isPlain }) =>
            isPlain &&
            entry.id.toLowerCase().endsWith(`/${model}`) &&
            entry.provider === (first ?? { entry }).entry.provider,
        );
  const rule = listed ?? first;
  const newest =
    isUnversioned && (rule === undefined || model.endsWith("latest")) ? familyOf(entries, model) : undefined;
  if (newest !== undefined && (rule === undefined ? newest.spelling.version !== undefined : !isListed(rule, model)))
    return newest;
  if (rule) return rule;
  for (const one of variant === undefined || !SIZE.test(variant) ? [key, bare] : [key]) {
    if (one === "") continue;
    const spelt =
      entries.find((other) => other.spelling.key === one && !other.entry.id.includes("~")) ??
      entries.find(({ nameKey }) => nameKey === one);
    if (spelt) return spelt;
  }
  if (newest) return newest;
  return atEffort(entries, parts, path);
}

/** Whether a name is an entry's very id. */
function isListed({ entry }: Known, model: string): boolean {
  return entry.id.toLowerCase().endsWith(model);
}

const SIZE = /^\d+(?:\.\d+)?b$/;
const EFFORT = /[- ](minimal|low|medium|high|xhigh)$/;

/** "o4-mini-high" is o4-mini at an effort that it has. */
function atEffort(entries: readonly Known[], parts: NameParts, path: string): Known | undefined {
  const effort = EFFORT.exec(parts.model)?.[1];
  if (effort === undefined) return undefined;
  const cut = (name: string) => name.replace(EFFORT, "");
  const found = lookUp(entries, { ...parts, model: cut(parts.model) }, cut(path));
  return found?.entry.efforts?.includes(effort) ? found : undefined;
}

/**
 * The newest model of a family that somebody types: of one brand, with every word typed. A version holds as it is; a
 * brand with its first figure alone ("llama3") is its newest. Of equals the one with the fewest further words, then the
 * dearest.
 */
function familyOf(entries: readonly Known[], typed: string): Known | undefined {
  const { words, version, numbers } = spellingOf(typed);
  // A number that is no version names one model of the family.
  if (numbers.length > 0 || ![...words].some((word) => word.length > 1)) return undefined;
  const ofVersion = ({ spelling }: Known) => {
    if (version === undefined || spelling.version === version) return true;
    return words.size === 1 && Math.floor(spelling.version ?? 0) === version;
  };
  const further = ({ spelling }: Known) =>
    [...spelling.words].filter((word) => !words.has(word) && !UNSAID.has(word)).length;
  const fits = (one: Known) =>
    one.isPlain &&
    [...words].every((word) => one.spelling.words.has(word)) &&
    ofVersion(one) &&
    (version === undefined ||
      words.size === 1 ||
      further(one) === 0 ||
      (further(one) === 1 && !words.has(one.spelling.brand)));
  const all = entries.filter(fits);
  // What is made of a model has a brand of its own, and the model's name behind it.
  const isBranded = ({ spelling }: Known) => words.has(spelling.brand);
  const isBrandTyped = entries.some(isBranded);
  const named = isBrandTyped ? all.filter(isBranded) : all;
  const makers = named.some(({ isOwn }) => isOwn) ? named.filter(({ isOwn }) => isOwn) : named;
  // "llama 3" is a generation, "sonnet 4" a model.
  const isModel = version !== undefined && !isBrandTyped;
  const exact = isModel ? makers.filter(({ spelling }) => spelling.version === version) : [];
  const candidates = exact.length > 0 ? exact : makers;
  if (new Set(candidates.map(({ spelling }) => spelling.brand)).size !== 1) return undefined;
  return candidates.sort(
    (a, b) =>
      (b.spelling.version ?? 0) - (a.spelling.version ?? 0) ||
      b.spelling.release - a.spelling.release ||
      further(a) - further(b) ||
      (b.entry.prices?.input ?? 0) - (a.entry.prices?.input ?? 0),
  )[0];
}
