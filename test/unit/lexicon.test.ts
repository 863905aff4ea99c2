import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { lexicon } from "../../engine/lexicon/lexicon.ts";
import { cuesOf, LANGUAGES, wordsOf } from "../../engine/lexicon/words.ts";

test("every file of the lexicon is one of a known language and holds only what its schema says", () => {
  const seen = new Set([...LANGUAGES.map(wordsOf), ...cuesOf((cues) => [cues])]);
  const files = readdirSync("engine/lexicon").filter((name) => name.endsWith(".json"));
  assert.equal(seen.size, files.length);
});

test("no pattern of whole sentences fits nothing at all, of which there is no end", () => {
  for (const language of LANGUAGES) {
    assert.equal(lexicon(language).emptinessOf(""), undefined, language);
    assert.equal(lexicon(language).framingOf(""), undefined, language);
  }
});

/** Where alternatives are no words of a language but names that others have given: who gave them. */
const NAMES: Readonly<Record<string, string>> = {
  "engine/calls/": "fields of logs",
  "engine/compress/order/ties/ties.ts": "roles of prompty files",
  "engine/compress/redundancy/named-below.ts": "keywords of programs",
  "engine/context/": "folders of agents",
  "engine/cost/": "names of models",
  "engine/model-for.ts": "values of settings",
  "engine/prompt/formats/": "fields of formats",
  "engine/prompt/marks/literals.ts": "signs of formats, names of keys and errors",
  "engine/prompt/marks/paths.ts": "names of folders and endings of files",
  "engine/prompt/marks/unfenced-code.ts": "keywords of programs",
  "engine/prompt/marks/worded-literals.ts": "symbols of units",
  "engine/prompt/reading/": "fields of formats",
  "engine/reasoning/model-kin.ts": "names of models",
};
/** Three words or more as alternatives of a pattern, and many in a string that is to be split or goes on. */
const LIST =
  /(?<![\\\w])\p{L}\p{Ll}+\??(?:\|\p{L}\p{Ll}+\??){2,}|["`](?:[\p{Ll}'-]+ ){5,}(?:[\p{Ll}'-]+["`]\.split|["`] \+)/u;
/** Endings of files are no words. */
const ENDINGS = /\\\.\(\?:[^)]*\)/g;
const COMMENT = /^\s*(?:\/?\*|\/\/)/;

test("no list of natural-language words stands in code", () => {
  const found = ["engine", "cli", "extension"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `${folder}/${name}`),
  );
  const listing = found.flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => !COMMENT.test(line) && LIST.test(line.replace(ENDINGS, "")))
      .map((line) => ({ file, line: line.trim() })),
  );
  const isNamed = (file: string) => Object.keys(NAMES).some((start) => file.startsWith(start));
  assert.deepEqual(
    listing.filter(({ file }) => !isNamed(file)),
    [],
  );
  const unused = Object.keys(NAMES).filter((start) => !listing.some(({ file }) => file.startsWith(start)));
  assert.deepEqual(unused, [], "an exception that nothing needs");
});
