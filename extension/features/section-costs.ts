import {
  type CancellationToken,
  CodeLens,
  Disposable,
  EventEmitter,
  InlayHint,
  languages,
  Position,
  type TextDocument,
  workspace,
} from "vscode";
import { formatCount, formatMoney, formatShare } from "../../display/format.ts";
import type { Inspection, WeighedPart } from "../../protocol/inspection.ts";
import { rangeOfPart } from "../editor/spans.ts";
import type { Services } from "../services.ts";
import { pricePerToken } from "../state/price.ts";
import { setting } from "../state/settings.ts";

/** More parts than this (a long dataset) would only slow the editor down. */
const MOST_PARTS = 2000;

const SHOWN = new Set<WeighedPart["kind"]>(["front matter", "section", "message", "row", "example", "tools", "medium"]);

/**
 * Tokens, share and price over every heading, message and row: as a lens above it or as a hint behind its first line.
 */
export function sectionCosts({ files, inspections }: Services): Disposable {
  const changed = new EventEmitter<void>();

  async function parts(document: TextDocument, style: string, token: CancellationToken) {
    if (!files.scope(document) || setting("sectionCosts", document.uri) !== style) return [];
    const inspection = await inspections.settled(document, token);
    if (!inspection) return [];
    const shown = inspection.parts.filter((part) => SHOWN.has(part.kind) && part.tokens > 0).slice(0, MOST_PARTS);
    return shown.map((part) => ({ part, range: rangeOfPart(document, part), label: label(part, inspection) }));
  }

  return Disposable.from(
    changed,
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("tare.sectionCosts")) changed.fire();
    }),
    inspections.onDidChange(() => changed.fire()),
    languages.registerCodeLensProvider("*", {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: async (document, token) =>
        (await parts(document, "codeLens", token)).map(
          ({ range, label }) => new CodeLens(range, { title: label, command: "tare.panel.focus" }),
        ),
    }),
    languages.registerInlayHintsProvider("*", {
      onDidChangeInlayHints: changed.event,
      provideInlayHints: async (document, visible, token) => {
        const shown = (await parts(document, "inlayHints", token)).filter(({ range }) => visible.contains(range.start));
        return shown.map(({ range, label }) => {
          const line = range.start.line;
          const hint = new InlayHint(new Position(line, document.lineAt(line).text.length), label);
          hint.paddingLeft = true;
          return hint;
        });
      },
    }),
  );
}

function label({ kind, title, tokens }: WeighedPart, inspection: Inspection): string {
  const price = pricePerToken(inspection);
  const pieces = [`${formatCount(tokens)} tok`, formatShare(tokens / Math.max(1, inspection.sent.tokens))];
  if (price !== undefined) pieces.push(formatMoney(tokens * price));
  const name = kind === "medium" ? `${title}: ` : "";
  return `${name}${inspection.counted === "exact" ? "" : "≈ "}${pieces.join(" · ")}`;
}
