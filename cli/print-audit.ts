import { auditLimits, billed, findingInWords, ratiosInWords } from "../display/audit-words.ts";
import { formatCount } from "../display/format.ts";
import type { AuditGroup, Finding } from "../protocol/audit.ts";
import { write } from "./print.ts";
import { bold, print } from "./terminal.ts";

/** An audit for a reader at a terminal. `files`: the names of the logs. */
export function printAudit(groups: readonly AuditGroup[], files: readonly string[]): void {
  for (const group of groups) {
    print(bold(group.model), `, effort ${group.effort}: ${billed(group)}.`);
    for (const sentence of ratiosInWords(group)) write("  ", sentence);
    for (const finding of group.findings) write("  ", `${findingInWords(finding, group)} ${places(finding, files)}`);
    print();
  }
  write("", auditLimits());
}

/** `Lines 3, 7, 9.`; with the files' names where there are several. */
function places({ count, first }: Finding, files: readonly string[]): string {
  const named = first.map(({ log, line }) => (files.length > 1 ? `${files[log]}:${line}` : `${line}`));
  const more = count > first.length ? `, and ${formatCount(count - first.length)} more` : "";
  return `${count === 1 ? "Line" : "Lines"} ${named.join(", ")}${more}.`;
}
