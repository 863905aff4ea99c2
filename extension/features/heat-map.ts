import {
  commands,
  DecorationRangeBehavior,
  type DecorationRenderOptions,
  Disposable,
  OverviewRulerLane,
  Range,
  TabInputTextDiff,
  type TextDocument,
  type TextDocumentChangeEvent,
  type TextDocumentContentChangeEvent,
  type TextEditor,
  type TextEditorDecorationType,
  ThemeColor,
  window,
  workspace,
} from "vscode";
import { firstIndex } from "../../protocol/binary-search.ts";
import { type MarkColumns, type MarkKind, markColumns, REMOVABLE } from "../../protocol/marks.ts";
import type { MarkedInspection } from "../../protocol/packed-inspection.ts";
import type { Span } from "../../protocol/span.ts";
import { marksAfter } from "../after-edit.ts";
import type { Services } from "../services.ts";
import { setting, updateSetting } from "../settings.ts";
import { rangeOf, spanOf } from "../spans.ts";

/** UTF-16 units beyond the visible text that are marked as well, so that a short scroll shows no bare text. */
const MARGIN = 8000;

/** Milliseconds for which the line being typed in stays unmarked. */
const STEP_BACK = 700;

const NONE = markColumns([]);

interface Typing {
  readonly line: number;
  readonly until: number;
}

/** Paints salience and removable text into the visible prompts, near the visible lines only. */
export function heatMap({ inspections }: Services): Disposable {
  const styles = markStyles();
  const ruler = window.createTextEditorDecorationType({
    overviewRulerColor: new ThemeColor("tare.salience4"),
    overviewRulerLane: OverviewRulerLane.Center,
  });
  const marks = new Map<TextDocument, MarkColumns>();
  const typing = new Map<TextDocument, Typing>();
  const painted = new WeakMap<TextEditor, Span>();
  const timers = new Map<TextDocument, ReturnType<typeof setTimeout>>();

  function paint(editor: TextEditor): void {
    const { document } = editor;
    const window = around(editor);
    painted.set(editor, window);
    if (isDiffSide(editor)) return;
    const ranges = new Map<number, Range[]>([...styles.keys()].map((kind) => [kind, []]));
    const bare = typing.get(document);
    const bareLine = bare && bare.until > Date.now() ? bare.line : -1;
    for (const { kind, ...span } of marksIn(marks.get(document) ?? NONE, window)) {
      const range = rangeOf(document, span);
      if (range.start.line > bareLine || range.end.line < bareLine) ranges.get(kind)?.push(range);
    }
    for (const [kind, style] of styles) editor.setDecorations(style, ranges.get(kind) ?? []);
  }

  function paintRuler(editor: TextEditor): void {
    const { document } = editor;
    if (isDiffSide(editor)) return;
    const lines = new Set<number>();
    const { kinds, starts } = marks.get(document) ?? NONE;
    for (const [i, kind] of kinds.entries()) if (kind === 4) lines.add(document.positionAt(starts[i]!).line);
    editor.setDecorations(
      ruler,
      [...lines].map((line) => new Range(line, 0, line, 0)),
    );
  }

  function show(document: TextDocument, inspection: MarkedInspection | undefined): void {
    const isOn = setting("heatMap.enabled", document.uri);
    if (inspection && isOn) marks.set(document, inspection.marks);
    else marks.delete(document);
    for (const editor of editorsOf(document)) {
      paint(editor);
      paintRuler(editor);
    }
  }

  const onInspected = (document: TextDocument) => show(document, inspections.current(document));

  function onTyped({ document, contentChanges }: TextDocumentChangeEvent): void {
    const old = marks.get(document);
    const [change] = contentChanges;
    if (!old || !change) return;
    marks.set(document, marksAfter(old, contentChanges));
    const before = typing.get(document);
    typing.set(document, { line: change.range.start.line, until: Date.now() + STEP_BACK });
    clearTimeout(timers.get(document));
    timers.set(
      document,
      setTimeout(() => editorsOf(document).forEach(paint), STEP_BACK),
    );
    // In a line that is bare already nothing changes but where the other marks are, which the editor sees to.
    if (!before || before.until < Date.now() || !contentChanges.every((c) => isWithin(before.line, c)))
      editorsOf(document).forEach(paint);
  }

  const subscriptions = [
    inspections.onDidChange(onInspected),
    inspections.onDidGlance(({ document, inspection }) => show(document, inspection)),
    workspace.onDidChangeTextDocument(onTyped),
    workspace.onDidCloseTextDocument((document) => {
      clearTimeout(timers.get(document));
      for (const map of [marks, typing, timers]) map.delete(document);
    }),
    window.onDidChangeVisibleTextEditors((editors) => {
      for (const editor of editors) if (!painted.has(editor)) onInspected(editor.document);
    }),
    window.onDidChangeTextEditorVisibleRanges(({ textEditor, visibleRanges }) => {
      const window = painted.get(textEditor);
      const isBare = ({ start, end }: Span) => !window || start < window.start || end > window.end;
      if (visibleRanges.some((range) => isBare(spanOf(textEditor.document, range)))) paint(textEditor);
    }),
    workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration("tare.heatMap")) return;
      for (const { document } of window.visibleTextEditors) onInspected(document);
    }),
    commands.registerCommand("tare.toggleHeatMap", () => updateSetting("heatMap.enabled", !setting("heatMap.enabled"))),
    ruler,
    ...styles.values(),
    new Disposable(() => timers.forEach(clearTimeout)),
  ];
  return Disposable.from(...subscriptions);
}

function markStyles(): Map<MarkKind, TextEditorDecorationType> {
  const style = (options: DecorationRenderOptions) =>
    window.createTextEditorDecorationType({ rangeBehavior: DecorationRangeBehavior.ClosedClosed, ...options });
  const level = (n: 1 | 2 | 3 | 4) =>
    style({
      backgroundColor: new ThemeColor(`tare.salience${n}`),
      borderRadius: "2px",
      ...(n >= 3 && { border: "1px solid", borderColor: new ThemeColor("tare.salienceBorder") }),
    });
  return new Map<MarkKind, TextEditorDecorationType>([
    [1, level(1)],
    [2, level(2)],
    [3, level(3)],
    [4, level(4)],
    [REMOVABLE, style({ opacity: "0.65", textDecoration: "line-through" })],
  ]);
}

function editorsOf(document: TextDocument): TextEditor[] {
  return window.visibleTextEditors.filter((editor) => editor.document === document);
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

function isWithin(line: number, { range, text }: TextDocumentContentChangeEvent): boolean {
  return range.isSingleLine && range.start.line === line && !/[\r\n]/.test(text);
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
