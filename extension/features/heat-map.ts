import {
  commands,
  DecorationRangeBehavior,
  type DecorationRenderOptions,
  Disposable,
  type TextDocument,
  type TextDocumentChangeEvent,
  type TextDocumentContentChangeEvent,
  type TextEditor,
  type TextEditorDecorationType,
  ThemeColor,
  window,
  workspace,
} from "vscode";
import { type MarkColumns, type MarkKind, markColumns, REMOVABLE } from "../../protocol/marks.ts";
import { marksAfter } from "../editor/after-edit.ts";
import { MarkPainter } from "../editor/mark-painter.ts";
import type { Services } from "../services.ts";
import { setting, updateSetting } from "../state/settings.ts";

/** Milliseconds for which the line being typed in stays unmarked. */
const STEP_BACK = 700;

const NONE = markColumns([]);

/**
 * Shows the importance of words and what trim takes in the visible prompts. Marks follow edits, and the line that is
 * being typed in stays bare for a moment.
 */
export function heatMap({ inspections, tokenLists }: Services): Disposable {
  const painter = new MarkPainter(markStyles());
  const marks = new Map<TextDocument, MarkColumns>();
  /** The line that was typed in just now. */
  const typing = new Map<TextDocument, number>();
  const timers = new Map<TextDocument, ReturnType<typeof setTimeout>>();

  function paint(editor: TextEditor): void {
    painter.paint(editor, marks.get(editor.document) ?? NONE, typing.get(editor.document));
  }

  function show(document: TextDocument, found: MarkColumns | undefined): void {
    // The tints of token boundaries are shown instead: nobody can read two at once.
    const isOn = setting("heatMap.enabled", document.uri) && !tokenLists.isShown;
    if (found && isOn) marks.set(document, found);
    else marks.delete(document);
    for (const editor of editorsOf(document)) {
      paint(editor);
      painter.paintRuler(editor, marks.get(document) ?? NONE);
    }
  }

  const showAll = () => {
    for (const { document } of window.visibleTextEditors) onInspected(document);
  };
  const onInspected = (document: TextDocument) => show(document, inspections.current(document)?.marks);

  function onTyped({ document, contentChanges }: TextDocumentChangeEvent): void {
    const old = marks.get(document);
    const [change] = contentChanges;
    if (!old || !change) return;
    marks.set(document, marksAfter(old, contentChanges));
    const before = typing.get(document);
    typing.set(document, change.range.start.line);
    clearTimeout(timers.get(document));
    const stepForward = () => {
      typing.delete(document);
      editorsOf(document).forEach(paint);
    };
    timers.set(document, setTimeout(stepForward, STEP_BACK));
    // Typing in a line that is already bare only moves the other marks, and the editor moves its decorations by itself.
    if (before === undefined || !contentChanges.every((c) => isWithin(before, c))) editorsOf(document).forEach(paint);
  }

  const subscriptions = [
    inspections.onDidChange(onInspected),
    tokenLists.onDidToggle(showAll),
    inspections.onDidGlance(({ document, marks }) => show(document, marks)),
    workspace.onDidChangeTextDocument(onTyped),
    workspace.onDidCloseTextDocument((document) => {
      clearTimeout(timers.get(document));
      for (const map of [marks, typing, timers]) map.delete(document);
    }),
    window.onDidChangeVisibleTextEditors((editors) => {
      for (const editor of editors) if (!painter.hasPainted(editor)) onInspected(editor.document);
    }),
    window.onDidChangeTextEditorVisibleRanges(({ textEditor, visibleRanges }) => {
      if (!painter.covers(textEditor, visibleRanges)) paint(textEditor);
    }),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("tare.heatMap")) showAll();
    }),
    commands.registerCommand("tare.toggleHeatMap", () => updateSetting("heatMap.enabled", !setting("heatMap.enabled"))),
    painter,
    new Disposable(() => timers.forEach(clearTimeout)),
  ];
  return Disposable.from(...subscriptions);
}

function editorsOf(document: TextDocument): TextEditor[] {
  return window.visibleTextEditors.filter((editor) => editor.document === document);
}

function isWithin(line: number, { range, text }: TextDocumentContentChangeEvent): boolean {
  return range.isSingleLine && range.start.line === line && !/[\r\n]/.test(text);
}

function markStyles(): Map<MarkKind, TextEditorDecorationType> {
  const style = (options: DecorationRenderOptions) =>
    window.createTextEditorDecorationType({ rangeBehavior: DecorationRangeBehavior.ClosedClosed, ...options });
  const level = (n: 1 | 2 | 3 | 4) =>
    style({
      backgroundColor: new ThemeColor(`tare.importance${n}`),
      borderRadius: "2px",
      ...(n >= 3 && { border: "1px solid", borderColor: new ThemeColor("tare.importanceBorder") }),
    });
  return new Map<MarkKind, TextEditorDecorationType>([
    [1, level(1)],
    [2, level(2)],
    [3, level(3)],
    [4, level(4)],
    [REMOVABLE, style({ opacity: "0.65", textDecoration: "line-through" })],
  ]);
}
