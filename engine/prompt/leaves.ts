import * as l10n from "@vscode/l10n";
import { sentName } from "../../display/format.ts";
import type { Part } from "../../protocol/prompt.ts";
import { complement, type Span } from "../../protocol/span.ts";
import { blobMarks } from "./marks/blobs.ts";
import type { Reading } from "./reading/reading.ts";
import { readTools } from "./tool-schema.ts";

/** A part that lies within others, wherever that is. */
export type Leaf = Omit<Part, "depth">;

/** What is enclosed, each where it stands. */
export function enclosedLeaves({ enclosures = [] }: Reading): Leaf[] {
  return enclosures.flatMap((one): Leaf[] => {
    const { start, end } = one;
    if (one.what === "medium")
      return one.isAttached ? [{ start, end, kind: "medium", role: one.role, title: sentName(one.kind) }] : [];
    if (one.what === "call")
      return [{ start, end, kind: "call", role: "assistant", title: l10n.t("calls {0}", one.name) }];
    if (one.what !== "tools") return [];
    return one.each.map(({ start, end, tool }) => {
      return { start, end, kind: "tool", role: "none", title: readTools([tool])[0]?.name ?? l10n.t("tool") };
    });
  });
}

/** Encoded bytes, minified lines and drawings: those found in passages, and those in what no model reads. */
export function blobLeaves(text: string, { passages, enclosures = [] }: Reading, found: readonly Span[]): Leaf[] {
  const media = enclosures.filter(({ what }) => what === "medium");
  const unread = complement([...passages.map((passage) => passage.source), ...media], text.length);
  const others = unread.flatMap((gap) =>
    blobMarks(text.slice(gap.start, gap.end)).map(({ start, end }) => ({
      start: gap.start + start,
      end: gap.start + end,
    })),
  );
  return [...found, ...others].map(({ start, end }) => ({
    start,
    end,
    kind: "data",
    role: "none",
    title: l10n.t("data"),
  }));
}
