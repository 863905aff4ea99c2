import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { assetPath } from "../engine/runtime/platform-node.ts";
import { printTable } from "./support/table.ts";
import { median } from "./support/timing.ts";

/** What `models/recipes/reference_time.py` prints: milliseconds of each round. */
interface Timing {
  readonly ms: Record<"authors" | "ours", number[]>;
  /** Milliseconds of our matrix products at the machine's best rate. */
  readonly floor: number;
  readonly error: number;
}

const LENGTHS = [64, 128, 256];

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
  const rows: string[][] = [];
  for (const n of LENGTHS) {
    const args = [assetPath("models/recipes/reference_time.py"), checkout, String(n)];
    const { stdout } = await promisify(execFile)(python, args);
    const { ms, floor, error } = JSON.parse(stdout) as Timing;
    const [authors, ours] = [median(ms.authors), median(ms.ours)];
    const faster = [authors / ours, authors / floor].map((ratio) => ratio.toFixed(0));
    rows.push([String(n), authors.toFixed(0), ours.toFixed(1), ...faster, error.toExponential(1)]);
  }
  printTable(
    "DecompX without biases, the authors' code and ours: 2 threads, medians of 7 rounds in turn",
    ["n", "authors' code, ms", "ours, ms", "times faster", "could be at most", "largest relative difference"],
    rows,
  );
}
