import { SingleBar } from "cli-progress";

const PROGRESS_AFTER_MS = 1000;

/** Shows on a terminal how far work has come, once it takes long. */
export async function withProgress<T>(
  title: string,
  work: (onProgress: (share: number) => void) => Promise<T>,
): Promise<T> {
  const bar = new SingleBar({
    format: `${title} [{bar}] {percentage} %`,
    clearOnComplete: true,
    noTTYOutput: false,
    // Else the terminal is told not to wrap lines, and stays so when the run is interrupted.
    linewrap: true,
  });
  const started = performance.now();
  let shown = false;
  try {
    return await work((share) => {
      if (!shown && performance.now() - started > PROGRESS_AFTER_MS) {
        shown = true;
        bar.start(1, share);
      }
      if (shown) bar.update(share);
    });
  } finally {
    if (shown) bar.stop();
  }
}
