import {
  type Disposable,
  OverviewRulerLane,
  Range,
  TabInputTextDiff,
  type TextEditor,
  type TextEditorDecorationType,
  ThemeColor,
  window,
} from "vscode";
import { firstIndex } from "../../protocol/binary-search.ts";
import type { MarkColumns } from "../../protocol/marks.ts";
import type { Span } from "../../protocol/span.ts";
import { rangeOf, spanOf } from "./spans.ts";

/** UTF-16 units beyond the visible text that are marked as well, so that a short scroll shows no bare text. */
const MARGIN = 8000;

/** Paints marks into editors, near the visible lines only. */
export class MarkPainter implements Disposable {
  readonly #styles: ReadonlyMap<number, TextEditorDecorationType>;
  readonly #ruler = window.createTextEditorDecorationType({
    overviewRulerColor: new ThemeColor("tare.importance4"),
    overviewRulerLane: OverviewRulerLane.Center,
  });
  readonly #painted = new WeakMap<TextEditor, Span>();

  /** `styles`: how each kind of mark looks. */
  constructor(styles: ReadonlyMap<number, TextEditorDecorationType>) {
    this.#styles = styles;
  }

  /** Paints all marks near the visible lines but those on the bare line. */
  paint(editor: TextEditor, marks: MarkColumns, bareLine?: number): void {
    const { document } = editor;
    const near = around(editor);
    this.#painted.set(editor, near);
    if (isDiffSide(editor)) return;
    const ranges = new Map<number, Range[]>([...this.#styles.keys()].map((kind) => [kind, []]));
    for (const { kind, ...span } of marksIn(marks, near)) {
      const range = rangeOf(document, span);
      const isBare = bareLine !== undefined && range.start.line <= bareLine && range.end.line >= bareLine;
      if (!isBare) ranges.get(kind)?.push(range);
    }
    for (const [kind, style] of this.#styles) editor.setDecorations(style, ranges.get(kind) ?? []);
  }

  /** Shows in the overview ruler which lines hold the most important words. */
  paintRuler(editor: TextEditor, { kinds, starts }: MarkColumns): void {
    if (isDiffSide(editor)) return;
    const lines = new Set<number>();
    for (const [i, kind] of kinds.entries()) if (kind === 4) lines.add(editor.document.positionAt(starts[i]!).line);
    editor.setDecorations(
      this.#ruler,
      [...lines].map((line) => new Range(line, 0, line, 0)),
    );
  }

  /** Whether the ranges lie within what was last painted into the editor. */
  covers(editor: TextEditor, ranges: readonly Range[]): boolean {
    const near = this.#painted.get(editor);
    const spans = ranges.map((range) => spanOf(editor.document, range));
    return spans.every(({ start, end }) => near && start >= near.start && end <= near.end);
  }

  hasPainted(editor: TextEditor): boolean {
    return this.#painted.has(editor);
  }

  dispose(): void {
    this.#ruler.dispose();
    for (const style of this.#styles.values()) style.dispose();
  }
}

/** Whether the editor is the left side of a diff, where the diff's own colours speak. */
function isDiffSide({ document, viewColumn }: TextEditor): boolean {
  return window.tabGroups.all.some(
    ({ activeTab, viewColumn: column }) =>
      activeTab?.input instanceof TabInputTextDiff &&
      activeTab.input.original.toString() === document.uri.toString() &&
      (viewColumn === undefined || viewColumn === column),
  );
}

function around({ document, visibleRanges }: TextEditor): Span {
  const visible = visibleRanges.map((range) => spanOf(document, range));
  return { start: (visible[0]?.start ?? 0) - MARGIN, end: (visible.at(-1)?.end ?? 0) + MARGIN };
}

/** The marks within a span that are not empty. */
function* marksIn({ starts, ends, kinds }: MarkColumns, span: Span): Generator<Span & { readonly kind: number }> {
  for (let i = firstIndex(0, ends.length, (i) => ends[i]! > span.start); i < starts.length; i++) {
    const [start, end] = [starts[i]!, ends[i]!];
    if (start >= span.end) return;
    if (start < end) yield { start, end, kind: kinds[i]! };
  }
}
