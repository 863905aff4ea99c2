/** The vocabularies that ship. */
export const FAMILIES = [
  "o200k",
  "cl100k",
  "gemma3",
  "llama3",
  "qwen3",
  "deepseek_v3",
  "tekken",
  "claude",
  "claude3",
  "claude4.7",
] as const;
export type Family = (typeof FAMILIES)[number];

/** US dollars per token. */
export interface Rates {
  readonly input: number;
  readonly output: number;
  /** Of input that is sound, where it costs something else than text. */
  readonly audio?: number;
  readonly cachedRead?: number;
  readonly cachedWrite?: number;
}

/** What a model costs. With more than `above` input tokens, a tier's rates hold for the whole request. */
export interface Prices extends Rates {
  readonly tiers?: readonly (Rates & { readonly above: number })[];
  /** Factor on input and output for batch requests, for example 0.5. */
  readonly batch?: number;
  /** Whether the user gave these prices; then they have no snapshot and no day. */
  readonly areOwn?: true;
  /** What the reader should know beside the figures, for example that the price depends on the hour. */
  readonly note?: string;
}

/** How the target model's tokens are counted. */
export interface Counting {
  readonly family: Family;
  /** Relative half-width of the interval around the count; 0 where exact. */
  readonly tolerance: number;
}

/** What is known of one model. Absent fields are unknown, never guessed. */
export interface ModelInfo {
  readonly id: string;
  readonly provider: string;
  readonly name: string;
  /** Of a user's own model: the id of the one that it counts, thinks and is framed like. */
  readonly like?: string;
  readonly counting: Counting;
  readonly prices?: Prices;
  /** For a name that several services sell: their ids. Each has its own price, so the name has none. */
  readonly soldAs?: readonly string[];
  readonly contextTokens?: number;
  readonly outputTokens?: number;
  readonly efforts?: readonly string[];
  readonly thinkingBudget?: { readonly min: number; readonly max: number };
  readonly cacheMinimumTokens?: number;
}

/** What a list shows of a model: short, since it crosses to the editor with all others. */
export interface ListedModel extends Pick<ModelInfo, "id" | "provider" | "name"> {
  readonly counting: Pick<Counting, "family" | "tolerance">;
  /** US dollars per million tokens, as people read them. `areOwn`: where a user gave them. */
  readonly prices?: { readonly input: string; readonly output: string; readonly areOwn?: true };
  /** The shortest prefix that is cached, where cached reads have a price. */
  readonly cacheMinimumTokens?: number;
}

/** The id by which what is known of a model is found. */
export function kindOfModel({ id, like = id }: ModelInfo): string {
  return like;
}
