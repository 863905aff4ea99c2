import * as z from "zod";
import type { ModelInfo } from "../../protocol/catalogue.ts";
import { Failure } from "../../protocol/failure.ts";
import { readJsonAsset } from "../assets.ts";
import { nearest } from "./nearest.ts";

/**
 * One line of the catalogue; `match` is a regular expression that accepts, from their start, the names that mean it.
 */
export type Entry = ModelInfo & { readonly match: string };

/** The catalogue file. `asOf` is the day of the price snapshot, `YYYY-MM-DD`; the lines are as they were generated. */
const schema = z.object({ source: z.string(), asOf: z.iso.date(), models: z.array(z.custom<Entry>()) });
export type Catalogue = Readonly<z.infer<typeof schema>>;

/** The model that is meant where none is named: current, and counted exactly. */
export const DEFAULT_MODEL = "gpt-5.5";

let catalogue: Catalogue | undefined;

function load(): Catalogue {
  catalogue ??= readJsonAsset("engine/cost/catalogue.json", schema);
  return catalogue;
}

/** Day of the price snapshot, `YYYY-MM-DD`. */
export function asOf(): string {
  return load().asOf;
}

/** Every model that is known, makers' own services first. */
export function allModels(): readonly ModelInfo[] {
  return load().models.map(withoutMatch);
}

/**
 * The model that a name means, as people type it: an id, with or without its provider ("anthropic/claude-opus-5"),
 * a dated or older spelling, or the display name. A bare name means the maker's own service; at a provider of whom the
 * catalogue does not know that model, it is the same model without a price.
 * Throws a `Failure` ("unknown-model") that suggests the nearest names.
 */
export function findModel(id: string): ModelInfo {
  const name = id.trim().toLowerCase();
  const known = name.length <= LONGEST_NAME;
  const entry = known ? resolve(name) : undefined;
  if (entry !== undefined) return withoutMatch(entry);
  const [, provider, rest] = PREFIXED.exec(name) ?? [];
  const elsewhere = known && rest !== undefined ? resolveAnywhere(rest) : undefined;
  if (elsewhere !== undefined) {
    const { prices: _, ...model } = withoutMatch(elsewhere);
    return { ...model, id: id.trim(), provider: provider! };
  }
  const typed = name.slice(0, LONGEST_NAME);
  const close = nearest(
    typed,
    load().models.map((model) => model.id),
    3,
  );
  throw new Failure(
    "unknown-model",
    `Unknown model ${JSON.stringify(typed)}; the nearest names are ${close.join(", ")}.`,
  );
}

/**
 * The model that a name means; a name that the catalogue does not know is a model of which nothing is known. Throws a
 * `Failure` ("unknown-model") for no name.
 */
export function anyModel(id: string): ModelInfo {
  try {
    return findModel(id);
  } catch (error) {
    if (!(error instanceof Failure && error.code === "unknown-model") || id.trim() === "") throw error;
    const counting = { family: "o200k", ratio: 1, tolerance: 1 } as const;
    return { id, provider: "", name: id, counting, efforts: ["default"] };
  }
}

const LONGEST_NAME = 100;
const PREFIXED = /^([^/:]+)[/:](.+)$/;

/** Other names of providers, as gateways and editors write them. */
const PROVIDERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    gemini: "google",
    models: "google",
    vertex: "google",
    vertex_ai: "google",
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
    "amazon-bedrock": "aws",
  }),
);

function withoutMatch({ match: _, ...model }: Entry): ModelInfo {
  return model;
}

function resolve(name: string): Entry | undefined {
  const { models } = load();
  const [, prefix = "", rest] = PREFIXED.exec(name) ?? [];
  const provider = PROVIDERS.get(prefix) ?? prefix;
  return (
    models.find((model) => model.id.toLowerCase() === name) ??
    among(
      models.filter((model) => model.provider === provider),
      rest,
    ) ??
    among(models, name)
  );
}

/** As `resolve`, under as many names of gateways and makers as stand before it. */
function resolveAnywhere(name: string): Entry | undefined {
  const [, , rest] = PREFIXED.exec(name) ?? [];
  return resolve(name) ?? (rest === undefined ? undefined : resolveAnywhere(rest));
}

function among(models: readonly Entry[], name: string | undefined): Entry | undefined {
  if (name === undefined) return undefined;
  const plain = plainly(name);
  return (
    models.find((model) => new RegExp(`^(?:${model.match})`).test(name)) ??
    models.find((model) => plainly(model.id) === plain || plainly(model.name) === plain) ??
    models.find((model) => plainly(model.id.slice(model.id.lastIndexOf("/") + 1)) === plain)
  );
}

/** A name without its date and without the difference between dots, blanks and hyphens. */
function plainly(name: string): string {
  return name
    .toLowerCase()
    .replace(/[\s._]+/g, "-")
    .replace(/[-@](20\d\d-?\d\d-?\d\d|latest)$/, "");
}
