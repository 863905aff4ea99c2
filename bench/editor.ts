import { readFileSync } from "node:fs";
import type { IntervalHistogram } from "node:perf_hooks";
import { Workbench } from "../test/support/workbench.ts";
import { ourStretches, profileHost, type Stretch } from "./support/host-profile.ts";
import { prose } from "./support/prose.ts";
import { printTable } from "./support/table.ts";
import { median } from "./support/timing.ts";

// What Tare costs the editor, measured in the editor: a real VS Code with the packaged extension.
// usage: node --import tsx bench/editor.ts [seconds of typing, default 60]

const SECONDS = Number(process.argv[2] ?? 60);
const CHARACTERS_PER_TOKEN = 4.6;

const open = (installed: boolean) => Workbench.open(installed ? {} : { vsix: null });

async function openLong(editor: Workbench, tokens: number): Promise<void> {
  await editor.evaluate(
    async (api, [path, text]) => {
      const uri = api.Uri.joinPath(api.workspace.workspaceFolders![0]!.uri, path!);
      await api.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
      await api.window.showTextDocument(uri);
    },
    [`.github/prompts/${tokens}.prompt.md`, prose(tokens * CHARACTERS_PER_TOKEN, tokens)],
  );
}

/** VS Code's own figure for loading and activating the extension, in ms. */
async function activation(editor: Workbench): Promise<number> {
  // The list draws only the rows in sight.
  await editor.page.setViewportSize({ width: 1280, height: 2400 });
  await editor.command("workbench.action.showRuntimeExtensions");
  const row = editor.page.locator(".runtime-extensions-editor .monaco-list-row", { hasText: "Tare" });
  await row.waitFor();
  const [, milliseconds] = /Activation:\s*([\d.]+)\s*ms/.exec((await row.textContent()) ?? "") ?? [];
  await editor.page.keyboard.press("Escape");
  await editor.page.setViewportSize({ width: 1280, height: 800 });
  return Number(milliseconds);
}

const shownTokens = (editor: Workbench) => editor.page.locator("a[aria-label^='This prompt has']");

/** Waits for an expression in the page. A locator would look twice a second only. */
async function untilTrue(editor: Workbench, expression: string): Promise<void> {
  await editor.page.waitForFunction(expression, undefined, { polling: 5, timeout: 120_000 });
}

/** Milliseconds from asking for the file to its marks on the screen. */
async function firstMarks(editor: Workbench, tokens: number): Promise<number> {
  const start = performance.now();
  await openLong(editor, tokens);
  const mark = `[data-uri$="/${tokens}.prompt.md"] .view-overlays [class*='ced-']`;
  await untilTrue(editor, `document.querySelector(${JSON.stringify(mark)}) !== null`);
  return performance.now() - start;
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

/** The host's event-loop delay, in ms above the timer's own 1 ms, while one types. */
async function typingDelay(editor: Workbench) {
  await editor.evaluate((_api, _args, cells) => {
    const { monitorEventLoopDelay } = process.getBuiltinModule("node:perf_hooks");
    const histogram = monitorEventLoopDelay({ resolution: 1 });
    histogram.enable();
    cells.set("delay", histogram);
  });
  await type(editor);
  return editor.evaluate((_api, _args, cells) => {
    const delay = cells.get("delay") as IntervalHistogram;
    delay.disable();
    const [p50, p99, p999] = [50, 99, 99.9].map((p) => delay.percentile(p) / 1e6 - 1);
    return { p50: p50!, p99: p99!, p999: p999!, max: delay.max / 1e6 - 1 };
  });
}

/** The stretches for which the host was in Tare's hands without a break, the longest first, while one types. */
async function ourTasks(editor: Workbench): Promise<Stretch[]> {
  const stop = await profileHost(editor);
  await type(editor);
  return ourStretches(await stop());
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

const editor = await open(true);
const rows: (readonly string[])[] = [];
try {
  rows.push(["activation", `${ms(await activation(editor))} ms`, "at most 50 ms"]);
  rows.push([
    "first marks of 5,000 tokens, engine not running",
    `${ms(await firstMarks(editor, 5000))} ms`,
    "at most 1,000 ms",
  ]);
  await shownTokens(editor).waitFor({ timeout: 120_000 });
  rows.push([
    "first marks of another 5,000 tokens, engine running",
    `${ms(await firstMarks(editor, 5001))} ms`,
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
  const longest = (lengths: number[]) =>
    lengths
      .toSorted((a, b) => b - a)
      .slice(0, 4)
      .map(ms)
      .join(", ");
  rows.push([
    `longest tasks of ours in the extension host, ${SECONDS} s of typing into 20,000 tokens`,
    `${longest(tasks.map(({ running }) => running))} ms; by the clock, also while the machine ran something else, ${longest(tasks.map(({ clock }) => clock))} ms`,
    "at most 10 ms",
  ]);
  rows.push(["engine memory, most", `${ms(engineMemory(editor))} MB`, "at most 600 MB"]);
  rows.push(["engine gone after the last use", `${ms(await secondsToRest(editor))} s`, "at most 60 s"]);
  printTable("Tare in the editor", ["", "measured", "to reach"], rows);

  const bare = await open(false);
  try {
    await openLong(bare, 20_000);
    const without = await typingDelay(bare);
    const row = (name: string, d: typeof without) => [name, ...[d.p50, d.p99, d.p999, d.max].map(ms)];
    printTable(
      `Event-loop delay of the extension host, ms, ${SECONDS} s of typing into 20,000 tokens`,
      ["", "median", "99%", "99.9%", "most"],
      [row("with Tare", withTare), row("without", without)],
    );
  } finally {
    await bare.close();
  }
} finally {
  await editor.close();
}
