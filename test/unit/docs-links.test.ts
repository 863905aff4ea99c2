import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const documents = [
  ...readdirSync(ROOT),
  ...["docs", "models", "engine", ".github"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)),
  ),
].filter((path) => path.endsWith(".md"));

const text = (path: string) =>
  readFileSync(path, "utf8")
    .replace(/^(`{3,}|~{3,})[\s\S]*?^\1/gm, "")
    .replace(/`[^`\n]*`/g, "");

/** The anchors that GitHub gives to the headings of a document. */
const anchors = (path: string) =>
  Array.from(readFileSync(path, "utf8").matchAll(/^#{1,6} (.+)$/gm), ([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

test("every relative link in the documents leads to a file and a heading that are there", () => {
  assert.ok(documents.includes("README.md") && documents.includes(join("docs", "architecture.md")));
  const broken: string[] = [];
  let checked = 0;
  for (const document of documents) {
    for (const [, link] of text(join(ROOT, document)).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(link!)) continue;
      checked++;
      const [path, anchor] = link!.split("#");
      const target = path === "" ? join(ROOT, document) : join(ROOT, dirname(document), path!);
      if (!existsSync(target) || (anchor && !anchors(target).includes(anchor))) broken.push(`${document}: ${link}`);
    }
  }
  assert.ok(checked > 50);
  assert.deepEqual(broken, []);
});

test("every document in docs/ can be reached from the README", () => {
  const reached = new Set<string>();
  const follow = (document: string) => {
    if (reached.has(document) || !document.endsWith(".md") || !existsSync(join(ROOT, document))) return;
    reached.add(document);
    for (const [, link] of text(join(ROOT, document)).matchAll(/\]\(([^)\s#]+)[^)]*\)/g))
      if (!/^[a-z]+:/.test(link!)) follow(join(dirname(document), link!));
  };
  follow("README.md");
  assert.deepEqual(
    documents.filter((path) => path.startsWith("docs") && !reached.has(path)),
    [],
  );
});

/** What the how-to has its reader write. */
const TO_BE_WRITTEN = /(?:^|\/)(?:acme|copy-trimmed)(?:[./]|$)/;
const SOURCES = "bench cli display docs engine extension l10n models protocol scripts test webview".split(" ");
const sources = SOURCES.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map(
    (path) => `/${folder}/${path.replaceAll("\\", "/")}`,
  ),
);

test("every file of code, and every place in a folder of sources, that a document names is there", () => {
  const named = documents.flatMap((document) =>
    Array.from(readFileSync(join(ROOT, document), "utf8").matchAll(/`([\w.-]+(?:\/[\w.-]+)*)\/?`/g), ([, path]) => ({
      document,
      path: path!,
    })),
  );
  const checked = named.filter(
    ({ path }) => /\.(?:ts|mjs|py)$/.test(path) || (path.includes("/") && SOURCES.includes(path.split("/")[0]!)),
  );
  assert.ok(checked.length > 300, `${checked.length} names`);
  const lost = checked.filter(
    ({ document, path }) =>
      !TO_BE_WRITTEN.test(path) &&
      ![path, join(dirname(document), path)].some((place) => existsSync(join(ROOT, place))) &&
      !sources.some((file) => file.endsWith(`/${path}`)),
  );
  assert.deepEqual(
    lost.map(({ document, path }) => `${document}: ${path}`),
    [],
  );
});
