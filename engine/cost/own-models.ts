import * as l10n from "@vscode/l10n";
import * as z from "zod";
import type { ModelInfo, Rates } from "../../protocol/catalogue.ts";
import { Failure } from "../../protocol/failure.ts";
import { UNPUBLISHED } from "./counting.ts";
import { perTokenRates } from "./rates.ts";

const rate = z.number().nonnegative().exactOptional();
const tokens = z.int().positive().exactOptional();

/** What a user may say of a model. */
const ownModel = z.strictObject({
  /** A model of the catalogue that it counts, thinks and is framed like. */
  like: z.string().exactOptional(),
  input: rate,
  output: rate,
  cachedRead: rate,
  cachedWrite: rate,
  contextTokens: tokens,
  outputTokens: tokens,
});
export type OwnModel = Readonly<z.infer<typeof ownModel>>;

const KEYS = Object.keys(ownModel.shape).join(", ");

/**
 * The user's own models and prices, by name. `where`: what the user calls the place that they come from. Throws a
 * `Failure` ("bad-input") that names the key.
 */
export function readOwnModels(value: unknown, where: string): ReadonlyMap<string, OwnModel> {
  const bad = (message: string) => new Failure("bad-input", `${where}: ${message}`);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw bad(l10n.t("it must be an object from models to their prices, {0}.", '{"name": {"input": 1, "output": 2}}'));
  const own = new Map<string, OwnModel>();
  for (const [name, said] of Object.entries(value)) {
    const quoted = JSON.stringify(name);
    const read = ownModel.safeParse(said);
    if (!read.success) throw bad(inWords(quoted, read.error.issues[0]!));
    const { input, output, cachedRead, cachedWrite } = read.data;
    if ((input === undefined) !== (output === undefined))
      throw bad(l10n.t("{0} needs both {1} and {2}.", quoted, '"input"', '"output"'));
    if (input === undefined && (cachedRead ?? cachedWrite) !== undefined)
      throw bad(l10n.t("{0} has cache prices, but no {1} and {2}.", quoted, '"input"', '"output"'));
    own.set(name, read.data);
  }
  return own;
}

function inWords(name: string, issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys")
    return l10n.t(
      "{0} has the key {1}, which is not known; the keys are {2}.",
      name,
      JSON.stringify(issue.keys[0]),
      KEYS,
    );
  const [key] = issue.path;
  if (key === undefined) return l10n.t("{0} must be an object with the keys {1}.", name, KEYS);
  const place = `${name}: "${String(key)}"`;
  if (key === "like") return l10n.t("{0} must be a model's name in quotes.", place);
  return key === "contextTokens" || key === "outputTokens"
    ? l10n.t("{0} must be a number of tokens, whole and above 0.", place)
    : l10n.t("{0} must be US dollars per million tokens, a number from 0 up.", place);
}

/** A known model, or an empty one, with what the user says of it. */
export function ownModelOf(name: string, own: OwnModel, known: ModelInfo | undefined): ModelInfo {
  const { like, contextTokens, outputTokens, ...rates } = own;
  const { prices: listed, ...facts } = known ?? { id: name, provider: "own", name, counting: UNPUBLISHED };
  const prices = isPriced(rates) ? { ...perTokenRates(rates), areOwn: true as const } : listed;
  return {
    ...facts,
    ...(like !== undefined && { id: name, provider: "own", name, like: facts.like ?? facts.id }),
    ...(prices && (like === undefined || isPriced(rates)) && { prices }),
    ...(contextTokens !== undefined && { contextTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
  };
}

/** Whether the user gave prices; `like` copies everything of a model but these. */
function isPriced(rates: Partial<Rates>): rates is Rates {
  return rates.input !== undefined;
}
