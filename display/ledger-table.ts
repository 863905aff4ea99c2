import * as l10n from "@vscode/l10n";
import type { DearCall, LedgerView, SpendingGroup } from "../protocol/ledger.ts";
import { formatCount, formatMoney, formatShare } from "./format.ts";
import { contextInWords, countOr, timeInWords, unnamed, viewName } from "./ledger-words.ts";

/** A column of a table: what its cells say, and by what its rows are put in order; undefined where that is not known. */
export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly text: (row: Row) => string;
  readonly value: (row: Row) => number | string | undefined;
}

/** The order of a table's rows: by a column, the largest first or the smallest. */
export interface Order {
  readonly by: string;
  readonly isDescending: boolean;
}

/** The columns of the groups of a view; the first names the group. */
export function groupColumns(view: LedgerView): Column<SpendingGroup>[] {
  const context: Column<SpendingGroup> = {
    id: "context",
    title: l10n.t("context"),
    text: (group) => contextInWords(group.context),
    value: (group) => group.context && group.context.largest - group.context.first,
  };
  return [
    { id: "name", title: viewName(view), text: ({ key }) => key ?? unnamed(view), value: ({ key }) => key },
    { id: "cost", title: l10n.t("cost"), text: costOf, value: (group) => (isUnpriced(group) ? undefined : group.cost) },
    {
      id: "invisible",
      title: l10n.t("invisible"),
      text: ({ invisible }) => (invisible === undefined ? "?" : formatShare(invisible)),
      value: ({ invisible }) => invisible,
    },
    {
      id: "thinking",
      title: l10n.t("thinking"),
      text: (group) => (isUncounted(group) ? "?" : formatCount(group.thinking)),
      value: (group) => (isUncounted(group) ? undefined : group.thinking),
    },
    count("calls", l10n.t("calls"), ({ calls }) => calls),
    count("input", l10n.t("input"), ({ input }) => input),
    count("cached", l10n.t("cached"), ({ cached }) => cached),
    count("output", l10n.t("output"), ({ output }) => output),
    {
      id: "lost",
      title: l10n.t("cache lost"),
      text: ({ lost, lostCost }) =>
        lost === 0 ? "–" : lostCost > 0 ? `${formatCount(lost)}, ${formatMoney(lostCost)}` : formatCount(lost),
      value: ({ lost }) => lost,
    },
    ...(view === "session" ? [context] : []),
  ];
}

/** The columns of single calls; the first says when. */
export function callColumns(): Column<DearCall>[] {
  return [
    { id: "time", title: l10n.t("call"), text: timeInWords, value: ({ time }) => time },
    { id: "cost", title: l10n.t("cost"), text: ({ cost }) => formatMoney(cost), value: ({ cost }) => cost },
    {
      id: "model",
      title: l10n.t("model"),
      text: ({ model }) => model ?? unnamed("model"),
      value: ({ model }) => model,
    },
    { id: "project", title: l10n.t("project"), text: ({ project }) => project ?? "–", value: ({ project }) => project },
    { id: "tool", title: l10n.t("tool"), text: ({ tool }) => tool, value: ({ tool }) => tool },
    count("input", l10n.t("input"), ({ input }) => input),
    count("cached", l10n.t("cached"), ({ cached }) => cached),
    count("thinking", l10n.t("thinking"), ({ thinking }) => thinking),
    count("output", l10n.t("output"), ({ output }) => output),
  ];
}

/** Rows in an order; what is not known stands last in any. */
export function inOrder<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { by, isDescending }: Order,
): Row[] {
  const { value } = columns.find(({ id }) => id === by) ?? columns[0]!;
  const compare = (a: Row, b: Row): number => {
    const [one, other] = [value(a), value(b)];
    if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
    const less =
      typeof one === "number" && typeof other === "number" ? one - other : String(one).localeCompare(String(other));
    return isDescending ? -less : less;
  };
  return [...rows].sort(compare);
}

/** The rows of which any cell says all the words of a text, in whatever case. */
export function matching<Row>(rows: readonly Row[], columns: readonly Column<Row>[], text: string): Row[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...rows];
  return rows.filter((row) => {
    const said = columns.map((column) => column.text(row).toLowerCase()).join("\n");
    return words.every((word) => said.includes(word));
  });
}

function count<Row>(id: string, title: string, value: (row: Row) => number | undefined): Column<Row> {
  return { id, title, text: (row) => countOr(value(row)), value };
}

function costOf(group: SpendingGroup): string {
  if (isUnpriced(group)) return "?";
  return group.unpriced > 0 ? `≥ ${formatMoney(group.cost)}` : formatMoney(group.cost);
}

function isUnpriced({ unpriced, calls }: SpendingGroup): boolean {
  return unpriced === calls;
}

function isUncounted({ uncounted, calls }: SpendingGroup): boolean {
  return uncounted === calls;
}
