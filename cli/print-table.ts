import stringWidth from "string-width";
import { filled } from "./columns.ts";
import { bold, dim, print, visibleLine } from "./terminal.ts";

/**
 * A table on standard output: the first column to the left, the others to the right; one row may be marked. By hand:
 * cli-table3 0.6.5 brings 35 kB, and its options for a table without borders take as many lines.
 */
export function printTable(names: readonly string[], cells: readonly (readonly string[])[], marked = -1): void {
  const rows = cells.map((row) => row.map(visibleLine));
  const widths = names.map((name, i) => Math.max(stringWidth(name), ...rows.map((row) => stringWidth(row[i]!))));
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (i === 0 ? filled(cell, widths[i]!) : cell.padStart(widths[i]!)))
      .join("  ")
      .trimEnd();
  print();
  print(dim(line(names)));
  for (const [i, row] of rows.entries()) print(i === marked ? bold(line(row)) : line(row));
}
