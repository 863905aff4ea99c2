import {
  commands,
  DecorationRangeBehavior,
  Disposable,
  Hover,
  l10n,
  languages,
  MarkdownString,
  type TextDocument,
  type TextEditor,
  ThemeColor,
  window,
  workspace,
} from "vscode";
import { formatCount } from "../../display/format.ts";
import { firstIndex } from "../../protocol/binary-search.ts";
import { bytesOf } from "../../protocol/listed-tokens.ts";
import { type MarkColumns, markColumns } from "../../protocol/marks.ts";
import { marksAfter } from "../editor/after-edit.ts";
import { MarkPainter } from "../editor/mark-painter.ts";
import { code, joined, type Markdown, markdown } from "../editor/markdown.ts";
import { rangeOf } from "../editor/spans.ts";
import { orTell } from "../failures.ts";
import type { Services } from "../services.ts";
import type { TokenList } from "../state/token-lists.ts";

const NONE = markColumns([]);

/**
 * Shows the tokens of a prompt in alternating tints, near the visible lines only; a hover tells their ids and bytes.
 */
export function tokenBoundaries({ tokenLists, log }: Services): Disposable {
  const painter = new MarkPainter(tints());
  /** They move with edits until the tokens of the new text are known. */
  const marks = new Map<TextDocument, MarkColumns>();

  const paint = (editor: TextEditor) => painter.paint(editor, marks.get(editor.document) ?? NONE);
  const paintAll = (document: TextDocument) =>
    window.visibleTextEditors.filter((editor) => editor.document === document).forEach(paint);

  return Disposable.from(
    painter,
    tokenLists.onDidChange((document) => {
      const list = tokenLists.current(document);
      if (list) marks.set(document, alternating(list));
      paintAll(document);
    }),
    tokenLists.onDidToggle(() => {
      marks.clear();
      window.visibleTextEditors.forEach(paint);
    }),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const before = marks.get(document);
      if (before && contentChanges.length > 0) marks.set(document, marksAfter(before, contentChanges));
    }),
    workspace.onDidCloseTextDocument((document) => marks.delete(document)),
    window.onDidChangeVisibleTextEditors((editors) => {
      for (const editor of editors) if (marks.has(editor.document)) paint(editor);
    }),
    window.onDidChangeTextEditorVisibleRanges(({ textEditor, visibleRanges }) => {
      if (marks.has(textEditor.document) && !painter.covers(textEditor, visibleRanges)) paint(textEditor);
    }),
    commands.registerCommand("tare.showTokenBoundaries", () => orTell(log, () => tokenLists.toggle())),
    languages.registerHoverProvider("*", {
      provideHover(document, position) {
        const list = tokenLists.current(document);
        return list && describe(document, list, document.offsetAt(position) - list.at);
      },
    }),
  );
}

function tints() {
  const tint = (n: 1 | 2) =>
    window.createTextEditorDecorationType({
      rangeBehavior: DecorationRangeBehavior.ClosedClosed,
      backgroundColor: new ThemeColor(`tare.token${n}`),
      ...(n === 1 && { border: "1px solid", borderColor: new ThemeColor("tare.tokenBorder") }),
    });
  return new Map([
    [1, tint(1)],
    [2, tint(2)],
  ]);
}

/** The tokens as marks of two kinds in turn; those within a code point have the mark of the one that begins it. */
function alternating({ ends, at }: TokenList): MarkColumns {
  const starts = new Uint32Array(ends.length);
  const kinds = new Uint8Array(ends.length);
  for (let i = 0, shown = 0; i < ends.length; i++) {
    starts[i] = at + (ends[i - 1] ?? 0);
    kinds[i] = 1 + (shown % 2);
    if (at + ends[i]! > starts[i]!) shown++;
  }
  return { starts, ends: ends.map((end) => at + end), kinds };
}

/** The token at an offset, and those that share its last code point. */
function describe(document: TextDocument, list: TokenList, offset: number): Hover | undefined {
  const { ends, at, model, tokenizer, isOwn } = list;
  const first = firstIndex(0, ends.length, (i) => ends[i]! > offset);
  if (offset < 0 || first === ends.length) return undefined;
  const last = firstIndex(first, ends.length, (i) => ends[i]! > ends[first]!) - 1;
  const span = { start: at + (ends[first - 1] ?? 0), end: at + ends[first]! };
  const lines = [
    markdown`${code(document.getText(rangeOf(document, span)))} · ${place(list, first)}`,
    // With a related vocabulary the ids would not be the model's.
    ...(isOwn ? Array.from({ length: last - first + 1 }, (_, i) => told(list, first + i)) : []),
    markdown`${isOwn ? l10n.t("Vocabulary {0}, that of {1}.", tokenizer, model) : l10n.t("Vocabulary {0}, related to that of {1}.", tokenizer, model)}`,
  ];
  return new Hover(new MarkdownString(joined(lines, "\n\n").source), rangeOf(document, span));
}

function place({ ends }: TokenList, index: number): string {
  return l10n.t("Token {0} of {1}", formatCount(index + 1), formatCount(ends.length));
}

function told(list: TokenList, index: number): Markdown {
  const bytes = Array.from(bytesOf(list, index), (byte) => byte.toString(16).toUpperCase().padStart(2, "0"));
  return markdown`${l10n.t("Id {0} · bytes {1}", list.ids[index]!, bytes.join(" "))}`;
}
