/** How whoever waits for a long computation learns how far it is, and stops it. */
export interface Progress {
  readonly signal?: AbortSignal;
  /** Called with the share done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}
