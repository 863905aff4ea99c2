/** What one call costs, in US dollars. A field is absent where the provider bills no such prompt so. */
export interface Cost {
  readonly input: number;
  readonly cachedRead?: number;
  readonly cachedWrite?: number;
  readonly batch?: number;
  /** Day of the price snapshot, `YYYY-MM-DD`; absent where the prices are the user's own. */
  readonly asOf?: string;
}
