import { cancelled, type Progress } from "../progress.ts";

/** Work that is done once for all who wait for it, and given up when nobody does any more. */
export class SharedWork<T> {
  readonly #waiting = new Set<Progress>();
  readonly #stop = new AbortController();
  readonly #result: Promise<T>;
  #isLost = false;

  constructor(work: (progress: Progress) => Promise<T>) {
    this.#result = work({
      signal: this.#stop.signal,
      onProgress: (share) => {
        for (const { onProgress } of this.#waiting) onProgress?.(share);
      },
    });
    this.#result.catch(() => {
      this.#isLost = true;
    });
  }

  /** Whether it failed or is given up: who comes now has to begin anew. */
  get isLost(): boolean {
    return this.#isLost || this.#stop.signal.aborted;
  }

  /** The result. Who stops waiting gets a `Failure`, "cancelled"; the last one once the work has ended. */
  join(progress: Progress): Promise<T> {
    const { signal } = progress;
    this.#waiting.add(progress);
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.delete(progress);
        if (this.#waiting.size > 0) reject(cancelled());
        else this.#stop.abort();
      };
      signal?.addEventListener("abort", leave);
      this.#result.then(resolve, reject).finally(() => {
        signal?.removeEventListener("abort", leave);
        this.#waiting.delete(progress);
      });
    });
  }
}
