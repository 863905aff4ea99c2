/** Milliseconds of work after which others come to their turn: marks that somebody waits for, above all. */
const LONGEST = 8;

/** To be awaited between the steps of long work; it rejects once the signal is aborted. */
export function turns(signal?: AbortSignal): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < LONGEST) return;
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    since = performance.now();
  };
}
