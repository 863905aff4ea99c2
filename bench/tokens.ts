import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { Tokenizer as AiTokenizer } from "ai-tokenizer";
import * as aiO200k from "ai-tokenizer/encoding/o200k_base";
import * as gptO200k from "gpt-tokenizer/encoding/o200k_base";
import { get_encoding } from "tiktoken";
import { tokenizer } from "../engine/tokens/tokenizer.ts";
import { FAMILIES } from "../protocol/catalogue.ts";
import { printTable } from "./support/table.ts";
import { median, sideBySide } from "./support/timing.ts";

const ROUNDS = 7;
const root = new URL("../", import.meta.url);

/** The speeds of the tokenizer: beside the libraries, on one repeated letter, and at the first use of a vocabulary. */
export async function run() {
  const mixed = mixedText(2_000_000);
  await throughput(mixed);
  await families(mixed);
  await repeatedLetter(mixed.slice(0, 1_000_000));
  firstUse();
}

/** Markdown, code, JSON and a dozen languages, from the packages that are installed for development. */
function mixedText(length: number): string {
  const folder = (path: string, ending: string) =>
    readdirSync(new URL(path, root))
      .filter((name) => name.endsWith(ending))
      .sort()
      .map((name) => path + name);
  const files = [
    ...folder("node_modules/@biomejs/biome/", ".md"),
    ...folder("node_modules/@types/node/", ".d.ts"),
    "node_modules/gpt-tokenizer/data/TestPlans.txt",
    "node_modules/@pydantic/genai-prices/README.md",
    "package-lock.json",
    ...folder("node_modules/zod/src/v4/locales/", ".ts"),
  ];
  const text = files.map((file) => readFileSync(new URL(file, root), "utf8")).join("\n");
  return text.repeat(Math.ceil(length / text.length)).slice(0, length);
}

async function throughput(text: string) {
  const tiktoken = get_encoding("o200k_base");
  const ai = new AiTokenizer(aiO200k);
  const times = await sideBySide(
    {
      "Tare, ids and spans": () => tokenizer("o200k").encode(text),
      "Tare, count": () => tokenizer("o200k").count(text),
      "gpt-tokenizer, ids": () => gptO200k.encode(text, { disallowedSpecial: new Set() }),
      "ai-tokenizer, ids": () => ai.encode(text, [], []),
      "tiktoken, ids": () => tiktoken.encode_ordinary(text),
    },
    ROUNDS,
  );
  const own = median(times["Tare, ids and spans"]);
  printTable(
    `o200k, ${megabytes(text).toFixed(1)} MB of mixed text, median of ${ROUNDS} rounds side by side`,
    ["", "ms", "MB/s", "x Tare's time"],
    Object.entries(times).map(([name, values]) => {
      const time = median(values);
      return [name, time.toFixed(0), speed(text, time), (time / own).toFixed(2)];
    }),
  );
}

async function families(text: string) {
  const times = await sideBySide(
    Object.fromEntries(FAMILIES.map((family) => [family, () => tokenizer(family).encode(text)])),
    ROUNDS,
  );
  printTable(
    "Each family, the same text, ids and spans",
    ["family", "ms", "MB/s"],
    FAMILIES.map((family) => [family, median(times[family]!).toFixed(0), speed(text, median(times[family]!))]),
  );
}

async function repeatedLetter(prose: string) {
  const letters = "a".repeat(prose.length);
  const rows: (string | number)[][] = [];
  for (const family of FAMILIES) {
    const times = await sideBySide(
      { prose: () => tokenizer(family).encode(prose), letter: () => tokenizer(family).encode(letters) },
      ROUNDS,
    );
    const [plain, repeated] = [median(times.prose), median(times.letter)];
    rows.push([family, plain.toFixed(0), repeated.toFixed(0), (repeated / plain).toFixed(1)]);
  }
  printTable("One million characters, ms", ["family", "mixed text", "one repeated letter", "ratio"], rows);
}

/** From nothing to the first count, in a fresh process each time. */
function firstUse() {
  const rows = FAMILIES.map((family) => {
    const script = `
      const { tokenizer } = await import(${JSON.stringify(new URL("engine/tokens/tokenizer.ts", root).href)});
      const start = performance.now();
      tokenizer("${family}").count("Hello");
      console.log(performance.now() - start);`;
    const times = Array.from({ length: ROUNDS }, () =>
      Number(
        execFileSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], { encoding: "utf8" }),
      ),
    );
    return [family, median(times).toFixed(0), Math.min(...times).toFixed(0)];
  });
  printTable(`First use of a vocabulary, ms, ${ROUNDS} fresh processes`, ["family", "median", "least"], rows);
}

function megabytes(text: string): number {
  return Buffer.byteLength(text) / 1e6;
}

function speed(text: string, milliseconds: number): string {
  return ((megabytes(text) / milliseconds) * 1000).toFixed(1);
}
