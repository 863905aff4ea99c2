import { readFileSync } from "node:fs";
import type { IntervalHistogram, PerformanceObserver } from "node:perf_hooks";
import { Workbench } from "../test/support/workbench.ts";
import { fillLarge } from "./large-workspace.ts";
import { ourStretches, profileHost, type Stretch } from "./support/host-profile.ts";
import { prose } from "./support/prose.ts";
import { printTable } from "./support/table.ts";
import { median } from "./support/timing.ts";

// What Tare costs the editor, measured in the editor: a real VS Code with the packaged extension.
// usage: node --import tsx bench/editor.ts [seconds of typing, default 60]

const SECONDS = Number(process.argv[2] ?? 60);
const CHARACTERS_PER_TOKEN = 4.6;

const open = (installed: boolean) => Workbench.open(installed ? {} : { vsix: null });

async function openText(editor: Workbench, path: string, text: string): Promise<void> {
  await editor.evaluate(
    async (api, [path, text]) => {
      const uri = api.Uri.joinPath(api.workspace.workspaceFolders![0]!.uri, path!);
      await api.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
      await api.window.showTextDocument(uri);
    },
    [path, text],
  );
}

const openLong = (editor: Workbench, tokens: number) =>
  openText(editor, `.github/prompts/${tokens}.prompt.md`, prose(tokens * CHARACTERS_PER_TOKEN, tokens));

/** VS Code's own figure for loading and activating the extension in a fresh editor, in ms. */
async function activation(editor: Workbench): Promise<number> {
  const size = editor.page.viewportSize()!;
  // The list draws only the rows in sight.
  await editor.page.setViewportSize({ ...size, height: 2400 });
  await editor.command("workbench.action.showRuntimeExtensions");
  const row = editor.page.locator(".runtime-extensions-editor .monaco-list-row", { hasText: "Tare" });
  await row.waitFor();
  const [, milliseconds] = /Activation:\s*([\d.]+)\s*ms/.exec((await row.textContent()) ?? "") ?? [];
  await editor.command("workbench.action.closeActiveEditor");
  await editor.page.setViewportSize(size);
  return Number(milliseconds);
}

/** Opens a file that is no prompt, so that the editor has shown a text before; and waits until it has come to rest. */
async function putToUse(editor: Workbench): Promise<void> {
  await openText(editor, "notes.md", prose(2000, 2));
  await editor.page.waitForTimeout(4000);
}

/** A fresh editor: what activation takes, and first marks that the engine has to be started for. */
async function freshStart(): Promise<{
  readonly activation: number;
  /** Of the first prompt that the editor shows, once it is in use. */
  readonly first: FirstMarks;
  readonly later: FirstMarks;
}> {
  const editor = await open(true);
  try {
    const milliseconds = await activation(editor);
    await putToUse(editor);
    const first = await firstMarks(editor, 5000);
    await rest(editor);
    return { activation: milliseconds, first, later: await firstMarks(editor, 5001) };
  } finally {
    await editor.close();
  }
}

/** Closes what is open and ends the engine, as it does itself a minute after its last use. */
async function rest(editor: Workbench): Promise<void> {
  await shownTokens(editor).waitFor({ timeout: 120_000 });
  await editor.command("workbench.action.closeAllEditors");
  await editor.command("tare.restartEngine");
  await editor.page.waitForTimeout(4000);
  if (editor.enginePids().length > 0) throw new Error("The engine still runs.");
}

const shownTokens = (editor: Workbench) => editor.page.locator("a[aria-label^='This prompt has']");

/** Waits for an expression in the page. A locator would look twice a second only. */
async function untilTrue(editor: Workbench, expression: string): Promise<void> {
  await editor.page.waitForFunction(expression, undefined, { polling: 5, timeout: 120_000 });
}

/** Milliseconds from asking for a file to its text on the screen, which is the editor's own time, and to its marks. */
interface FirstMarks {
  readonly text: number;
  readonly marks: number;
}

async function firstMarks(editor: Workbench, tokens: number): Promise<FirstMarks> {
  const start = performance.now();
  await openLong(editor, tokens);
  const page = `[data-uri$="/${tokens}.prompt.md"]`;
  const shows = (part: string) =>
    untilTrue(editor, `document.querySelector(${JSON.stringify(`${page} ${part}`)}) !== null`);
  await shows(".view-line span");
  const text = performance.now() - start;
  await shows(".view-overlays [class*='ced-']");
  return { text, marks: performance.now() - start };
}

/** Milliseconds from a keystroke to the new count, which is shown in the same turn as the new marks. */
async function keystrokeToMarks(editor: Workbench, keystrokes: number): Promise<number[]> {
  await editor.page.locator(".view-line").nth(3).click();
  const times: number[] = [];
  for (let i = 0; i < keystrokes; i++) {
    const before = await shownTokens(editor).textContent();
    const start = performance.now();
    await editor.page.keyboard.insertText(String.fromCodePoint(0x1f600 + i));
    await untilTrue(
      editor,
      `document.querySelector("a[aria-label^='This prompt has']")?.textContent !== ${JSON.stringify(before)}`,
    );
    times.push(performance.now() - start);
    await editor.page.waitForTimeout(300);
  }
  return times;
}

/** Types prose into the open prompt for `SECONDS`, with a pause after each half line, in which marks are refreshed. */
async function type(editor: Workbench): Promise<void> {
  await editor.page.locator(".view-line").nth(3).click();
  const end = Date.now() + SECONDS * 1000;
  const text = prose(SECONDS * 20, 1).replaceAll("\n", " ");
  for (let i = 0; Date.now() < end; i++) {
    await editor.page.keyboard.type(text[i % text.length]!, { delay: 90 });
    if (i % 40 === 39) await editor.page.waitForTimeout(1500);
  }
}

/**
 * The host's event-loop delay while one types, in ms above the timer's own 1 ms, and the longest that it collected
 * garbage at a time.
 */
async function typingDelay(editor: Workbench) {
  await editor.evaluate((_api, _args, cells) => {
    const { monitorEventLoopDelay, PerformanceObserver } = process.getBuiltinModule("node:perf_hooks");
    const histogram = monitorEventLoopDelay({ resolution: 1 });
    const collections: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) collections.push(duration);
    });
    histogram.enable();
    observer.observe({ entryTypes: ["gc"] });
    cells.set("delay", { histogram, observer, collections });
  });
  await type(editor);
  return editor.evaluate((_api, _args, cells) => {
    const { histogram, observer, collections } = cells.get("delay") as {
      histogram: IntervalHistogram;
      observer: PerformanceObserver;
      collections: number[];
    };
    histogram.disable();
    observer.disconnect();
    const [p50, p99, p999] = [50, 99, 99.9].map((p) => histogram.percentile(p) / 1e6 - 1);
    return { p50: p50!, p99: p99!, p999: p999!, max: histogram.max / 1e6 - 1, collection: Math.max(0, ...collections) };
  });
}

/** The stretches for which the host was in Tare's hands without a break, the longest first, while one types. */
async function ourTasks(editor: Workbench): Promise<Stretch[]> {
  const stop = await profileHost(editor);
  await type(editor);
  return ourStretches(await stop());
}

/** The same while the picker opens and learns what the prompt costs with each model. */
async function pickerTasks(editor: Workbench): Promise<Stretch[]> {
  const stop = await profileHost(editor);
  void editor.command("tare.selectModel");
  const row = editor.page.locator(".quick-input-list .monaco-list-row").nth(4);
  await row.filter({ hasText: /a call|per 1,000 calls/ }).waitFor();
  await editor.page.waitForTimeout(3000);
  const stretches = ourStretches(await stop());
  await editor.command("workbench.action.closeQuickOpen");
  return stretches;
}

/** The same while the Context view weighs 20,000 files and 300 prompt files for the first time, and after an edit. */
async function contextTasks(): Promise<Record<"first" | "edit", Stretch[]>> {
  const editor = await open(true);
  try {
    fillLarge(await editor.evaluate((api) => api.workspace.workspaceFolders![0]!.uri.fsPath));
    await putToUse(editor);
    const sent = editor.page.getByText(/^Every turn sends/);
    const stopFirst = await profileHost(editor);
    await editor.command("tare.context.focus");
    await sent.waitFor({ timeout: 120_000 });
    const first = ourStretches(await stopFirst());
    const before = (await sent.textContent())!;
    const stopEdit = await profileHost(editor);
    await openText(editor, "CLAUDE.md", prose(2000, 3));
    await sent.filter({ hasNotText: before }).waitFor({ timeout: 120_000 });
    return { first, edit: ourStretches(await stopEdit()) };
  } finally {
    await editor.close();
  }
}

/** Seconds from the last use, the closing of the last prompt, to the end of the engine. */
async function secondsToRest(editor: Workbench): Promise<number> {
  await editor.command("workbench.action.files.revert");
  await editor.command("workbench.action.closeAllEditors");
  const start = performance.now();
  while (editor.enginePids().length > 0 && performance.now() - start < 120_000) await editor.page.waitForTimeout(200);
  return (performance.now() - start) / 1000;
}

/** Largest resident memory of the running engine so far, in MB. */
function engineMemory(editor: Workbench): number {
  const [pid] = editor.enginePids();
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))!;
  return Number(kilobytes) / 1024;
}

const ms = (value: number) => value.toFixed(value < 10 ? 1 : 0);

const aboutMarks = (all: readonly FirstMarks[]) =>
  `${ms(median(all.map(({ marks }) => marks)))} ms; its text ${ms(median(all.map(({ text }) => text)))} ms`;

const starts: Awaited<ReturnType<typeof freshStart>>[] = [];
for (let i = 0; i < 5; i++) starts.push(await freshStart());

const editor = await open(true);
const rows: (readonly string[])[] = [];
try {
  rows.push([
    "activation, median of 5 starts",
    `${ms(median(starts.map(({ activation }) => activation)))} ms`,
    "at most 50 ms",
  ]);
  rows.push([
    "first marks of 5,000 tokens, engine not running, median of 5 starts",
    aboutMarks(starts.map(({ later }) => later)),
    "at most 1,000 ms",
  ]);
  rows.push([
    "the same, of the first prompt that the editor shows",
    aboutMarks(starts.map(({ first }) => first)),
    "at most 1,000 ms",
  ]);
  rows.push([
    "the same, of the first file that a fresh editor opens",
    aboutMarks([await firstMarks(editor, 5000)]),
    "",
  ]);
  await shownTokens(editor).waitFor({ timeout: 120_000 });
  rows.push([
    "first marks of another 5,000 tokens, engine running",
    aboutMarks([await firstMarks(editor, 5001)]),
    "at most 1,000 ms",
  ]);
  await shownTokens(editor).waitFor({ timeout: 120_000 });
  rows.push([
    "keystroke to marks in 5,000 tokens, median",
    `${ms(median(await keystrokeToMarks(editor, 30)))} ms`,
    "at most 250 ms",
  ]);
  await openLong(editor, 20_000);
  await shownTokens(editor).waitFor({ timeout: 120_000 });
  const withTare = await typingDelay(editor);
  const tasks = await ourTasks(editor);
  const longest = (length: (task: Stretch) => number, among = tasks) => {
    const longestFirst = among.map(length).toSorted((a, b) => b - a);
    return `${longestFirst.slice(0, 4).map(ms).join(", ")} ms`;
  };
  rows.push(
    [
      `longest tasks of ours in the extension host, ${SECONDS} s of typing into 20,000 tokens`,
      longest((t) => t.running),
      "at most 10 ms",
    ],
    ["the same at least, whatever else the machine ran", longest((t) => t.sampled), ""],
    ["the same with the garbage that the host collected in between", longest((t) => t.running + t.collecting), ""],
    ["the same by the clock, also while the machine ran something else", longest((t) => t.clock), ""],
    [
      "longest tasks of ours while the model picker opens",
      longest((t) => t.running, await pickerTasks(editor)),
      "at most 10 ms",
    ],
  );
  const { first, edit } = await contextTasks();
  rows.push(
    [
      "longest tasks of ours while the Context view weighs 20,000 files, 300 of them prompts",
      longest((t) => t.running, first),
      "at most 10 ms",
    ],
    ["the same after an edit", longest((t) => t.running, edit), "at most 10 ms"],
  );
  rows.push(["engine memory, most", `${ms(engineMemory(editor))} MB`, "at most 600 MB"]);
  rows.push(["engine gone after the last use", `${ms(await secondsToRest(editor))} s`, "at most 60 s"]);
  printTable("Tare in the editor", ["", "measured", "to reach"], rows);

  const bare = await open(false);
  try {
    await openLong(bare, 20_000);
    const without = await typingDelay(bare);
    const row = (name: string, d: typeof without) => [name, ...[d.p50, d.p99, d.p999, d.max, d.collection].map(ms)];
    printTable(
      `Event-loop delay of the extension host, ms, ${SECONDS} s of typing into 20,000 tokens`,
      ["", "median", "99%", "99.9%", "most", "longest garbage collection"],
      [row("with Tare", withTare), row("without", without)],
    );
  } finally {
    await bare.close();
  }
} finally {
  await editor.close();
}
