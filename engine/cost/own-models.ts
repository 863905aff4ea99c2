import * as z from "zod";
import type { ModelInfo, Rates } from "../../protocol/catalogue.ts";
import { Failure } from "../../protocol/failure.ts";
import { UNPUBLISHED } from "./counting.ts";
import { perTokenRates } from "./rates.ts";

const RATE = "must be US dollars per million tokens, a number from 0 up";
const TOKENS = "must be a number of tokens, whole and above 0";
const NAME = "must be a model's name in quotes";
const rate = z.number(RATE).nonnegative(RATE).exactOptional();
const tokens = z.int(TOKENS).positive(TOKENS).exactOptional();

/** What a user says of a model, of whatever name. */
const ownModel = z.strictObject({
  /** A model of the catalogue that it counts, thinks and is framed like. */
  like: z.string(NAME).exactOptional(),
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
 * The models and prices of a user's own, by name. `where` is what the user calls the place they stand in. Throws a
 * `Failure` ("bad-input") that names the key.
 */
export function readOwnModels(value: unknown, where: string): ReadonlyMap<string, OwnModel> {
  const bad = (message: string) => new Failure("bad-input", `${where}: ${message}`);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw bad('it must be an object from models to their prices, {"name": {"input": 1, "output": 2}}.');
  const own = new Map<string, OwnModel>();
  for (const [name, said] of Object.entries(value)) {
    const quoted = JSON.stringify(name);
    const read = ownModel.safeParse(said);
    if (!read.success) throw bad(inWords(quoted, read.error.issues[0]!));
    const { input, output, cachedRead, cachedWrite } = read.data;
    if ((input === undefined) !== (output === undefined)) throw bad(`${quoted} needs both "input" and "output".`);
    if (input === undefined && (cachedRead ?? cachedWrite) !== undefined)
      throw bad(`${quoted} has prices of a cache, but no "input" and "output".`);
    own.set(name, read.data);
  }
  return own;
}

function inWords(name: string, issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys")
    return `${name} has the key ${JSON.stringify(issue.keys[0])}, which is not known; the keys are ${KEYS}.`;
  const [key] = issue.path;
  return key === undefined
    ? `${name} must be an object with the keys ${KEYS}.`
    : `${name}: "${String(key)}" ${issue.message}.`;
}

/** The model that a user's words make of a known one, or of nothing. */
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

/** What a model is like says nothing of what it costs. */
function isPriced(rates: Partial<Rates>): rates is Rates {
  return rates.input !== undefined;
}
