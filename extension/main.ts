import { config } from "@vscode/l10n";
import { type ExtensionContext, l10n, Uri, window } from "vscode";
import { launchEngine } from "#launch-engine";
import { editorFiles } from "./editor/editor-files.ts";
import { EngineClient } from "./engine/engine-client.ts";
import { applyCompression } from "./features/apply-compression.ts";
import { budgetDiagnostics } from "./features/budget-diagnostics.ts";
import { compareModels } from "./features/compare-models.ts";
import { compressionPreview } from "./features/compression-preview.ts";
import { contextDiagnostics } from "./features/context-diagnostics.ts";
import { contextMapPage } from "./features/context-map.ts";
import { contextView } from "./features/context-view.ts";
import { engineStatus } from "./features/engine-status.ts";
import { heatMap } from "./features/heat-map.ts";
import { hover } from "./features/hover.ts";
import { importCalls } from "./features/import-calls.ts";
import { languageModelTools } from "./features/language-model-tools.ts";
import { ledgerReport } from "./features/ledger-report.ts";
import { modelPicker } from "./features/model-picker.ts";
import { panel } from "./features/panel.ts";
import { previewSavings } from "./features/preview-savings.ts";
import { promptScope } from "./features/prompt-scope.ts";
import { promptWarnings } from "./features/prompt-warnings.ts";
import { quickFixes } from "./features/quick-fixes.ts";
import { sectionCosts } from "./features/section-costs.ts";
import { serverTools } from "./features/server-tools.ts";
import { statusBar } from "./features/status-bar.ts";
import { tokenBoundaries } from "./features/token-boundaries.ts";
import { walkRemovals } from "./features/walk-removals.ts";
import { walkthrough } from "./features/walkthrough.ts";
import type { Feature, Services } from "./services.ts";
import { Comparisons } from "./state/comparisons.ts";
import { Compressions } from "./state/compressions.ts";
import { Contexts } from "./state/contexts.ts";
import { Forecasts } from "./state/forecasts.ts";
import { Inspections } from "./state/inspections.ts";
import { LastImport } from "./state/last-import.ts";
import { Ledger } from "./state/ledger.ts";
import { ownModels } from "./state/own-models.ts";
import { PromptFiles } from "./state/prompt-files.ts";
import { TokenLists } from "./state/token-lists.ts";

/** Everything that a user sees. A feature that cannot start does not stop the others. */
const features: Readonly<Record<string, Feature>> = {
  promptScope,
  heatMap,
  hover,
  tokenBoundaries,
  statusBar,
  modelPicker,
  compareModels,
  sectionCosts,
  walkRemovals,
  quickFixes,
  compressionPreview,
  applyCompression,
  previewSavings,
  budgetDiagnostics,
  promptWarnings,
  panel,
  contextView,
  serverTools,
  contextMapPage,
  contextDiagnostics,
  engineStatus,
  languageModelTools,
  importCalls,
  ledgerReport,
  walkthrough,
};

export function activate(context: ExtensionContext): void {
  // The texts of display/ are in the editor's language, too.
  if (l10n.bundle) config({ contents: l10n.bundle });
  const log = window.createOutputChannel("Tare", { log: true });
  const engine = new EngineClient(
    () => launchEngine(context.extensionUri, (line) => log.warn(`engine: ${line}`)),
    (workspace) => editorFiles(Uri.parse(workspace)),
    l10n.bundle,
  );
  engine.onDidChangeState((state) =>
    log.info(`engine: ${state.is}${state.is === "failed" ? `, ${state.reason}` : ""}`),
  );
  engine.onDidFault((stack) => log.error(`engine: ${stack}`));
  context.subscriptions.push(ownModels(engine));
  const files = new PromptFiles();
  const inspections = new Inspections(engine, files);
  const compressions = new Compressions(engine, files);
  const lastImport = new LastImport(context.globalState);
  const ledger = new Ledger(engine);
  const forecasts = new Forecasts(engine, files, inspections, lastImport, ledger);
  const contexts = new Contexts(engine, context.workspaceState);
  const comparisons = new Comparisons(engine, files, inspections, lastImport);
  const tokenLists = new TokenLists(engine, files, inspections);
  const state = {
    engine,
    files,
    inspections,
    compressions,
    lastImport,
    forecasts,
    contexts,
    comparisons,
    ledger,
    tokenLists,
  };
  const services: Services = { context, log, ...state };
  context.subscriptions.push(log, ...Object.values(state));
  for (const [name, feature] of Object.entries(features)) {
    try {
      context.subscriptions.push(feature(services));
    } catch (error) {
      log.error(`${name} could not start:`, error);
    }
  }
}
