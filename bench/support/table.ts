/** Prints a Markdown table, so that a figure can be copied into docs/measured.md as it was measured. */
export function printTable(title: string, header: readonly string[], rows: readonly (readonly (string | number)[])[]) {
  console.log(`\n### ${title}\n`);
  for (const row of [header, header.map(() => "---"), ...rows]) console.log(`| ${row.join(" | ")} |`);
}
