/** One way to break a feature, and the test that must then fail. */
export interface Break {
  /** Number of the feature in the list of what a user gets, or the promise to keep off the network. */
  readonly feature: number | "network";
  readonly what: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly test: string;
  readonly name: string;
  /** The break is in what is packed, so it has to be packed. */
  readonly packs?: true;
}

const MARKS = "test/e2e/marks.test.ts";
const COMPRESSION = "test/e2e/compression.test.ts";
const SQUEEZE = "test/e2e/squeeze.test.ts";
const PANEL = "test/e2e/panel.test.ts";
const MODELS = "test/e2e/models.test.ts";
const FORECAST = "test/e2e/forecast.test.ts";
const FIRST = "test/e2e/first-minutes.test.ts";
const ENGINE = "test/e2e/engine-state.test.ts";
const NETWORK = "test/e2e/network.test.ts";
const OUTSIDE = "test/e2e/outside.test.ts";
const PACKAGE = "test/e2e/package.test.ts";

/** At least one break for each feature. Each must match its source exactly once. */
export const BREAKS: readonly Break[] = [
  {
    feature: 1,
    what: "removable text is faded only, not struck",
    file: "extension/features/heat-map.ts",
    find: 'textDecoration: "line-through"',
    replace: 'textDecoration: "none"',
    test: MARKS,
    name: "a prompt shows its weight as soon as it is open, in every theme, never by colour alone",
  },
  {
    feature: 1,
    what: "nothing in the overview ruler",
    file: "extension/editor/mark-painter.ts",
    find: "if (kind === 4) lines",
    replace: "if (kind === 0) lines",
    test: MARKS,
    name: "a prompt shows its weight as soon as it is open, in every theme, never by colour alone",
  },
  {
    feature: 1,
    what: "marks stay on the line being typed in",
    file: "extension/features/heat-map.ts",
    find: "?? NONE, typing.get(editor.document)",
    replace: "?? NONE, undefined",
    test: MARKS,
    name: "the marks step back from the line being typed in, follow the text, and come back",
  },
  {
    feature: 1,
    what: "the toggle does nothing",
    file: "extension/features/heat-map.ts",
    find: "if (found && isOn)",
    replace: "if (found)",
    test: MARKS,
    name: "the heat map can be switched off and on",
  },
  {
    feature: 1,
    what: "every file counts as a prompt",
    file: "extension/state/prompt-files.ts",
    find: "languages.match(filters, document) > 0",
    replace: "languages.match(filters, document) >= 0",
    test: MARKS,
    name: "other files are left alone until the user says that they, or a part of them, are prompts",
  },
  {
    feature: 2,
    what: "the hover's link is not trusted",
    file: "extension/features/hover.ts",
    find: 'enabledCommands: ["tare.remove"]',
    replace: "enabledCommands: []",
    test: MARKS,
    name: "the hover tells tokens, weight, price and standing, and its link removes the words",
  },
  {
    feature: 2,
    what: "the hover does not say what is protected",
    file: "extension/features/hover.ts",
    find: "if (firm) return",
    replace: "if (firm && !firm) return",
    test: MARKS,
    name: "the hover tells tokens, weight, price and standing, and its link removes the words",
  },
  {
    feature: 3,
    what: "a warning within the budget",
    file: "extension/features/status-bar.ts",
    find: "budget !== undefined && sent.tokens > budget",
    replace: "budget !== undefined",
    test: MARKS,
    name: "the status bar says tokens and price, warns above the budget, and picks the model",
  },
  {
    feature: 3,
    what: "an estimate looks exact",
    file: "extension/features/status-bar.ts",
    find: 'sent.low === sent.high ? "" : "≈ "',
    replace: '""',
    test: MARKS,
    name: "the status bar says tokens and price, warns above the budget, and picks the model",
  },
  {
    feature: 3,
    what: "no forecast in the status bar",
    file: "extension/state/forecasts.ts",
    find: "this.#entries.set(key, { forecast, known });",
    replace: "",
    test: FORECAST,
    name: "the status bar forecasts the thinking, and its hover says it in words and what it rests on",
  },
  {
    feature: 4,
    what: "the preview does not follow the prompt",
    file: "extension/features/compression-preview.ts",
    find: "setTimeout(() => refresh(document.uri), QUIET)",
    replace: "setTimeout(() => {}, QUIET)",
    test: COMPRESSION,
    name: "the preview is a diff whose right side is the trimmed prompt, and follows the prompt",
  },
  {
    feature: 4,
    what: "an open preview does not follow the slider",
    file: "extension/features/compression-preview.ts",
    find: "compressions.onDidChange(refresh),",
    replace: "",
    test: PANEL,
    name: "the slider squeezes what Preview shows",
  },
  {
    feature: 4,
    what: "what costs something is applied without a question",
    file: "extension/editor/reviewable-edit.ts",
    find: "needsConfirmation: !isTrimmed(edit.loss)",
    replace: "needsConfirmation: false",
    test: SQUEEZE,
    name: "any subset of the rows of the review leaves a correct text",
  },
  {
    feature: 4,
    what: "filler is not checked beforehand",
    file: "extension/editor/reviewable-edit.ts",
    find: "needsConfirmation: !isTrimmed(edit.loss)",
    replace: "needsConfirmation: true",
    test: COMPRESSION,
    name: "Apply trims at once, and one undo brings it back",
  },
  {
    feature: 4,
    what: "a removal leaves the small letter behind it",
    file: "extension/editor/reviewable-edit.ts",
    find: "edit.replace(document.uri, rangeOf(document, replacement), replacement.text)",
    replace: 'edit.replace(document.uri, rangeOf(document, replacement), "")',
    test: COMPRESSION,
    name: "a quick fix removes the whole unit with its capital, all of its section, or all of the file",
  },
  {
    feature: 4,
    what: "what is to be kept does not reach the engine",
    file: "extension/editor/prompt-input.ts",
    find: 'force: setting("keep", document.uri)',
    replace: "force: []",
    test: COMPRESSION,
    name: "what is kept by a comment, or ignored by a setting, is struck no more",
  },
  {
    feature: 4,
    what: "a target is not told what it costs",
    file: "extension/features/compression-preview.ts",
    find: "return { message: lossInWords(target, weight), severity: InputBoxValidationSeverity.Info };",
    replace: "return undefined;",
    test: SQUEEZE,
    name: "the box of the target tells what is lost before one decides",
  },
  {
    feature: 5,
    what: "no price over a section",
    file: "extension/features/section-costs.ts",
    find: "if (price !== undefined) pieces.push",
    replace: "if (price === -1) pieces.push",
    test: COMPRESSION,
    name: "headings carry their tokens, share and price: above them, behind them or not at all",
  },
  {
    feature: 5,
    what: "no costs over rows",
    file: "extension/features/section-costs.ts",
    find: '"message", "row"',
    replace: '"message"',
    test: COMPRESSION,
    name: "messages and rows of chat files carry theirs too",
  },
  {
    feature: 6,
    what: "no diagnostic over the budget",
    file: "extension/features/budget-diagnostics.ts",
    find: "isOver ? [excess(document, inspection, budget)] : []",
    replace: "isOver ? [] : []",
    test: MARKS,
    name: "the status bar says tokens and price, warns above the budget, and picks the model",
  },
  {
    feature: 6,
    what: "no version within the budget is offered",
    file: "extension/features/budget-diagnostics.ts",
    find: "d.code === CODE",
    replace: "d.code !== CODE",
    test: COMPRESSION,
    name: "a warning over the budget offers a version within it, and says where that cannot be",
  },
  {
    feature: 7,
    what: "the slider has no name",
    file: "webview/retention-curve.ts",
    find: 'aria-label="Share of the prose to keep"',
    replace: "",
    test: PANEL,
    name: "the panel weighs the open prompt, in every theme without an accessibility fault",
  },
  {
    feature: 7,
    what: "the slider does not reach the host",
    file: "extension/features/panel.ts",
    find: "this.#services.compressions.setTarget(uri, target)",
    replace: "undefined",
    test: PANEL,
    name: "the slider squeezes what Preview shows",
  },
  {
    feature: 7,
    what: "the month's calls are not kept",
    file: "extension/features/panel.ts",
    find: 'updateSetting("callsPerMonth", callsPerMonth)',
    replace: "undefined",
    test: PANEL,
    name: "the month's calls are kept as a setting",
  },
  {
    feature: 7,
    what: "the audit never reaches the panel",
    file: "extension/features/panel.ts",
    find: "audit: this.#services.ownCalls.audit",
    replace: "audit: []",
    test: FORECAST,
    name: "what an audit of the log shows stands in the panel until the calls are forgotten",
  },
  {
    feature: 8,
    what: "the sample opens as plain text",
    file: "extension/features/walkthrough.ts",
    find: 'language: "prompt"',
    replace: 'language: "plaintext"',
    test: FIRST,
    name: "a newcomer reaches a compressed, applied prompt by the walkthrough alone, in under ten clicks",
  },
  {
    feature: 8,
    what: "a command of the palette does not exist",
    file: "extension/features/prompt-scope.ts",
    find: 'registerCommand("tare.inspectSelection"',
    replace: 'registerCommand("tare.inspectPart"',
    test: FIRST,
    name: "every command stands in the palette under one category and has a title of its own",
  },
  {
    feature: 9,
    what: "the state never says that the engine failed",
    file: "extension/features/engine-status.ts",
    find: 'failure ? l10n.t("failed") : describe(state.is)',
    replace: "describe(state.is)",
    test: ENGINE,
    name: "an engine that does not start is told with its reason, commands say so, and Restart mends it",
  },
  {
    feature: 9,
    what: "Restart restarts nothing",
    file: "extension/features/engine-status.ts",
    find: "inspections.renewAll();",
    replace: "",
    test: ENGINE,
    name: "an engine that does not start is told with its reason, commands say so, and Restart mends it",
  },
  {
    feature: 10,
    what: "the tool does not shorten",
    file: "extension/features/language-model-tools.ts",
    find: '...targetOf(keep ?? setting("retention"), tokens)',
    replace: "target: { keep: 1 }",
    test: FIRST,
    name: "agents find the verbs as tools and can call them",
  },
  {
    feature: 11,
    what: "native files of every platform are packed",
    file: "package.mjs",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it stands so in the file
    find: "onnxruntime-node/bin/napi-v6/${folder}/**",
    replace: "onnxruntime-node/bin/napi-v6/**",
    test: PACKAGE,
    name: "the package has what it needs, this platform's native files only, the engine's source map, and at most 60 MB",
    packs: true,
  },
  {
    feature: 12,
    what: "the picker does not say what this prompt costs",
    file: "extension/editor/model-quick-pick.ts",
    find: "list.costs.set(models[i]!, cost)",
    replace: "list.costs.size",
    test: MODELS,
    name: "the picker tells what this prompt costs with each model, the newest first, and keeps what is pinned and recent on top",
  },
  {
    feature: 12,
    what: "a comparison stays as it was when the text changes",
    file: "extension/state/comparisons.ts",
    find: "inspections.onDidChange((document) => void this.#make(document).catch(() => {})),",
    replace: "",
    test: MODELS,
    name: "models that are checked are compared in the panel, which follows the text",
  },
  {
    feature: 13,
    what: "the heat map stays under the tints of the tokens",
    file: "extension/features/heat-map.ts",
    find: " && !tokenLists.isShown",
    replace: "",
    test: MODELS,
    name: "token boundaries are shown in two tints in place of the heat map, with ids and bytes in the hover",
  },
  {
    feature: 13,
    what: "the quick fix leaves the blank",
    file: "extension/features/prompt-warnings.ts",
    find: 'text: ""',
    replace: 'text: " "',
    test: MODELS,
    name: "a blank at the end of what a model goes on from is told, and a quick fix removes it",
  },
  {
    feature: "network",
    what: "the extension looks something up",
    file: "extension/main.ts",
    find: "export function activate(context: ExtensionContext): void {",
    replace: `export function activate(context: ExtensionContext): void {
  setInterval(() => fetch("https://example.com").catch(() => undefined), 500);`,
    test: NETWORK,
    name: "with the network cut off everything works, and nothing of Tare tries to reach it",
  },
  {
    feature: "network",
    what: "the engine looks something up",
    file: "engine/runtime/process.ts",
    find: "serve(",
    replace: 'fetch("https://example.com").catch(() => undefined);\nserve(',
    test: NETWORK,
    name: "with the network cut off everything works, and nothing of Tare tries to reach it",
  },
  {
    feature: "network",
    what: "the runtime may report to its makers",
    file: "engine/runtime/platform-node.ts",
    find: 'process.env.ORT_DISABLE_TELEMETRY = "1";',
    replace: "",
    test: OUTSIDE,
    name: "watched from outside, Tare opens no way to the network and leaves no file, however it runs",
  },
];

/** The source with the break in it. Throws where the source is no longer what the break was written for. */
export function broken(source: string, { file, find, replace }: Break): string {
  const pieces = source.split(find);
  if (pieces.length !== 2) throw new Error(`${file}: “${find}” is there ${pieces.length - 1} times, not once.`);
  return pieces.join(replace);
}
