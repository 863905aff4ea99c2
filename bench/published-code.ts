import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { assetPath } from "../engine/platform-node.ts";
import { printTable } from "./support/table.ts";

/** What `models/recipes/reference_time.py` prints. */
interface Timing {
  readonly tokens: number;
  readonly threads: number;
  readonly ms: { readonly authors: readonly number[]; readonly ours: readonly number[] };
  readonly faster: { readonly min: number; readonly median: number };
  readonly error: number;
}

/**
 * DecompX's own PyTorch code beside our graph, in one Python process. Needs a Python with the packages of
 * `models/recipes/requirements.txt` (TARE_PYTHON) and a checkout of github.com/mohsenfayyaz/DecompX (TARE_DECOMPX).
 */
export async function run(): Promise<void> {
  const { TARE_PYTHON: python, TARE_DECOMPX: checkout } = process.env;
  if (!python || !checkout) {
    console.log("\nDecompX against its authors' code: skipped, TARE_PYTHON and TARE_DECOMPX are not set.");
    return;
  }
  const { stdout } = await promisify(execFile)(python, [assetPath("models/recipes/reference_time.py"), checkout]);
  const { tokens, threads, ms, faster, error } = JSON.parse(stdout) as Timing;
  const fastest = (times: readonly number[]) => Math.min(...times).toFixed(1);
  printTable(
    `DecompX without biases at n = ${tokens}, ${threads} threads, fastest of ${ms.ours.length} rounds`,
    ["authors' code, ms", "ours, ms", "times faster", "by the medians", "largest relative difference"],
    [[fastest(ms.authors), fastest(ms.ours), faster.min.toFixed(0), faster.median.toFixed(0), error.toExponential(1)]],
  );
}
