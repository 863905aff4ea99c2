import { cacheWrites, settle } from "../counts.ts";
import { amountAt, countAt, textAt } from "../json.ts";
import type { Reader } from "../reader.ts";
import { timeOf } from "../time.ts";

const WRITTEN = "Input (w/ Cache Write)";
const NEW = "Input (w/o Cache Write)";

/** Cursor's export of usage, a CSV with a request a row; of one that failed all counts are zero. */
export const cursor: Reader = {
  format: "cursor",
  recognises: (row) => WRITTEN in row && NEW in row,
  open: () => (row) => {
    const counts = settle({
      input: countAt(row, NEW),
      cached: countAt(row, "Cache Read"),
      ...cacheWrites(countAt(row, WRITTEN)),
      output: countAt(row, "Output Tokens"),
      hidden: undefined,
      total: countAt(row, "Total Tokens"),
      isCacheInside: false,
      isHiddenInside: true,
    });
    if (!counts.input && !counts.output) return [];
    const cost = amountAt({ cost: textAt(row, "Cost")?.replace("$", "") }, "cost");
    return [{ ...counts, model: textAt(row, "Model"), cost, time: timeOf(row.Date) }];
  },
};
