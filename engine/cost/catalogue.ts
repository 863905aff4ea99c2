import * as l10n from "@vscode/l10n";
import * as z from "zod";
import type { ModelInfo } from "../../protocol/catalogue.ts";
import { Failure } from "../../protocol/failure.ts";
import { readJsonAsset } from "../runtime/assets.ts";
import { partsOf } from "./model-name.ts";
import { type Entry, type Named, namedAmong, withoutMatch } from "./named-model.ts";
import { nearest } from "./nearest.ts";
import { newestFirst } from "./newest-first.ts";
import { type OwnModel, ownModelOf } from "./own-models.ts";

/** The catalogue file. `asOf` is the day of the price snapshot, `YYYY-MM-DD`; the lines are as they were generated. */
const schema = z.object({ source: z.string(), asOf: z.iso.date(), models: z.array(z.custom<Entry>()) });
export type Catalogue = Readonly<z.infer<typeof schema>>;

/** The default model: a current one that is counted exactly. */
export const DEFAULT_MODEL = "gpt-5.5";

let catalogue: Catalogue | undefined;
let named: Named | undefined;

function load(): Catalogue {
  catalogue ??= readJsonAsset("engine/cost/catalogue.json", schema);
  return catalogue;
}

/** Day of the price snapshot, `YYYY-MM-DD`. */
export function asOf(): string {
  return load().asOf;
}

/** Replaces the catalogue, unless the new one is older. */
export function setCatalogue(other: Catalogue): void {
  if (other.asOf < asOf()) return;
  catalogue = other;
  named = undefined;
}

let own: ReadonlyMap<string, ModelInfo> = new Map();

/**
 * Sets the user's own models and prices, which go before the catalogue's. A name that the catalogue knows changes the
 * model that it names. Throws a `Failure` ("bad-input") that begins with `where`, for one that is like an unknown
 * model.
 */
export function setOwnModels(models: ReadonlyMap<string, OwnModel>, where: string): void {
  const made = new Map<string, ModelInfo>();
  for (const [name, said] of models) {
    const known = listedModel(said.like ?? name);
    if (said.like !== undefined && known === undefined) {
      const near = nearNames(said.like).join(", ");
      const like = JSON.stringify(said.like);
      throw new Failure(
        "bad-input",
        l10n.t(
          "{0}: {1} is like {2}, which is not known; the nearest names are {3}.",
          where,
          JSON.stringify(name),
          like,
          near,
        ),
      );
    }
    const model = ownModelOf(name, said, known);
    made.set(name.trim().toLowerCase(), model).set(model.id.toLowerCase(), model);
  }
  own = made;
}

/** Every model that is known, makers' own services first, and of each brand the newest generation. */
export function allModels(): readonly ModelInfo[] {
  const listed = load().models.map((entry) => own.get(entry.id.toLowerCase()) ?? withoutMatch(entry));
  return [...new Set([...own.values(), ...newestFirst(listed)])];
}

/**
 * The models whose id, name or provider contains every typed word; where there is none, the model that the words name.
 * Throws a `Failure` ("unknown-model").
 */
export function searchModels(typed: string): readonly ModelInfo[] {
  const words = typed.toLowerCase().split(/\s+/);
  const found = allModels().filter(({ id, name, provider }) => {
    const named = `${id} ${name} ${provider}`.toLowerCase();
    return words.every((word) => named.includes(word));
  });
  return found.length > 0 ? found : [findModel(typed)];
}

/**
 * The model that a name means, as clouds, gateways and people write it: an id with or without its provider, a region, a
 * date, "-latest" or a fine-tune, a display name, or a family ("sonnet"), which means the newest of that name. A bare
 * name means the maker's own service; at a provider of whom the catalogue does not know that model, it is the same
 * model without a price. Throws a `Failure` ("unknown-model") that suggests the nearest names.
 */
export function findModel(id: string): ModelInfo {
  const found = knownModel(id);
  if (found !== undefined) return found;
  const typed = id.trim().toLowerCase().slice(0, LONGEST_NAME);
  if (typed === "") throw new Failure("unknown-model", l10n.t("No model is named."));
  throw new Failure(
    "unknown-model",
    l10n.t("Unknown model {0}; the nearest names are {1}.", JSON.stringify(typed), nearNames(typed).join(", ")),
  );
}

/** The three ids of the catalogue that are most like a name, the nearest first. */
export function nearNames(name: string): readonly string[] {
  const typed = name.trim().toLowerCase().slice(0, LONGEST_NAME);
  const ids = allModels().map((model) => model.id);
  return nearest(partsOf(typed).model || typed, ids, 3);
}

/**
 * The model that a name means; a name that the catalogue does not know is a model of which nothing is known. Throws a
 * `Failure` ("unknown-model") for no name.
 */
export function anyModel(id: string): ModelInfo {
  if (id.trim() === "") return findModel(id);
  const counting = { family: "o200k", tolerance: 1 } as const;
  return knownModel(id) ?? { id, provider: "", name: id, counting, efforts: ["default"] };
}

/** The model that a name means, where it is a user's own or the catalogue knows any. */
export function knownModel(id: string): ModelInfo | undefined {
  const found = own.get(id.trim().toLowerCase()) ?? listedModel(id);
  return found && (own.get(found.id.toLowerCase()) ?? found);
}

/** The model that a name means in the catalogue. */
function listedModel(id: string): ModelInfo | undefined {
  const name = id.trim();
  if (name.length > LONGEST_NAME) return undefined;
  named ??= namedAmong(load().models);
  return named(name);
}

const LONGEST_NAME = 200;
