/** How a long computation is watched and stopped. */
export interface Watch {
  readonly signal?: AbortSignal;
  /** Called with the share done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}
