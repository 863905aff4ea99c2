import * as l10n from "@vscode/l10n";
import * as z from "zod";
import { Failure } from "../../../protocol/failure.ts";

/** Which names mean a model or a provider. */
export type MatchLogic =
  | { readonly or: readonly MatchLogic[] }
  | { readonly and: readonly MatchLogic[] }
  | { readonly equals: string }
  | { readonly starts_with: string }
  | { readonly ends_with: string }
  | { readonly contains: string }
  | { readonly regex: string };

const match: z.ZodType<MatchLogic> = z.lazy(() =>
  z.union([
    z.object({ or: z.array(match) }),
    z.object({ and: z.array(match) }),
    z.object({ equals: z.string() }),
    z.object({ starts_with: z.string() }),
    z.object({ ends_with: z.string() }),
    z.object({ contains: z.string() }),
    z.object({ regex: z.string() }),
  ]),
);

/** US dollars per million tokens, or by the size of the request. */
const price = z.union([
  z.number(),
  z.object({ base: z.number(), tiers: z.array(z.object({ start: z.number(), price: z.number() })) }),
]);
const prices = z.record(z.string(), price);
export type ListedPrices = z.infer<typeof prices>;

const constraint = z.union([
  z.object({ start_date: z.string() }),
  z.object({ start_time: z.string(), end_time: z.string() }),
]);

const model = z.object({
  id: z.string(),
  name: z.string().exactOptional(),
  match,
  context_window: z.int().positive().exactOptional(),
  prices: z.union([z.array(z.object({ constraint: constraint.nullish(), prices })), prices]),
});
export type ListedModel = z.infer<typeof model>;

const provider = z.object({ id: z.string(), model_match: match.exactOptional(), models: z.array(model) });
/** Who sells models, as genai-prices lists it. */
export type ListedProvider = z.infer<typeof provider>;

/** The price list of genai-prices. Throws a `Failure` ("bad-input") that begins with `where`. */
export function readPriceList(value: unknown, where: string): readonly ListedProvider[] {
  const read = z.array(provider).min(1).safeParse(value);
  if (read.success) return read.data;
  const { path, message } = read.error.issues[0]!;
  const list = "prices/new_data/v2/data.json";
  throw new Failure(
    "bad-input",
    path.length > 0
      ? l10n.t(
          "{0}: this is no price list of genai-prices, {1} of its repository at {2}: {3}.",
          where,
          list,
          path.join("."),
          message,
        )
      : l10n.t("{0}: this is no price list of genai-prices, {1} of its repository: {2}.", where, list, message),
  );
}

/** The prices in force for most hours of a day, `YYYY-MM-DD`, and whether other hours cost something else. */
export function pricesInForce({ prices }: ListedModel, day: string): { prices: ListedPrices; varies: boolean } {
  if (!Array.isArray(prices)) return { prices, varies: false };
  const hours = new Map<ListedPrices, number>();
  for (let half = 0; half < 48; half++) {
    const time = new Date(Date.parse(`${day}T00:00:00Z`) + half * 30 * 60_000);
    const found = prices.findLast(({ constraint }) => holds(constraint, time)) ?? prices[0];
    if (found) hours.set(found.prices, (hours.get(found.prices) ?? 0) + 1);
  }
  const [most] = [...hours].sort(([, a], [, b]) => b - a);
  return { prices: most?.[0] ?? {}, varies: hours.size > 1 };
}

function holds(when: z.infer<typeof constraint> | null | undefined, time: Date): boolean {
  if (!when) return true;
  if ("start_date" in when) return time >= new Date(when.start_date);
  const now = time.toISOString().slice(11, 19);
  const [start, end] = [when.start_time.slice(0, 8), when.end_time.slice(0, 8)];
  return end < start ? now >= start || now < end : now >= start && now < end;
}
