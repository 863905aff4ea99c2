import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { test } from "node:test";

const ROOT = new URL("../../", import.meta.url);

/** What each place needs. */
type Needs = ReadonlyMap<string, ReadonlySet<string>>;

/** The places that need each other, one by way of another. */
function inCircles(needs: Needs): string[] {
  let left = [...needs.keys()];
  for (;;) {
    const needing = left.filter((place) => left.some((other) => needs.get(place)!.has(other)));
    const both = needing.filter((place) => needing.some((other) => needs.get(other)!.has(place)));
    if (both.length === left.length) return left;
    left = both;
  }
}

/** What the folders and files of each folder need of each other, by what the files in them import. */
function needsOf(imports: readonly (readonly [file: string, imported: string])[]): Needs {
  const needs = new Map<string, Set<string>>();
  for (const [file, imported] of imports) {
    const [from, to] = [file.split("/"), imported.split("/")];
    const parting = from.findIndex((step, i) => step !== to[i]);
    const [place, needed] = [from, to].map((steps) => steps.slice(0, parting + 1).join("/"));
    for (const one of [place!, needed!]) if (!needs.has(one)) needs.set(one, new Set());
    needs.get(place!)!.add(needed!);
  }
  return needs;
}

test("no folder needs another that needs it", () => {
  const files = ["protocol", "display", "engine", "cli", "extension", "webview"].flatMap((folder) =>
    readdirSync(new URL(folder, ROOT), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts"))
      .map((path) => `${folder}/${path.replaceAll("\\", "/")}`),
  );
  const imports = files.flatMap((file) =>
    Array.from(
      readFileSync(new URL(file, ROOT), "utf8").matchAll(/\b(?:from|import)\s*\(?"(\..*?|#platform)"/g),
      ([, path]) =>
        [
          file,
          path === "#platform" ? "engine/runtime/platform-node.ts" : posix.join(posix.dirname(file), path!),
        ] as const,
    ),
  );
  assert.ok(imports.length > 2000, `${imports.length} imports`);
  assert.deepEqual(inCircles(needsOf(imports)), []);
});

test("a circle of folders is found, however long it is, and what only leads there is none of it", () => {
  const imports = [
    ["engine/weigh.ts", "engine/a/one.ts"],
    ["engine/a/one.ts", "engine/b/deep/two.ts"],
    ["engine/b/three.ts", "engine/c/four.ts"],
    ["engine/c/four.ts", "engine/a/five.ts"],
    ["engine/c/four.ts", "protocol/span.ts"],
  ] as const;
  assert.deepEqual(inCircles(needsOf(imports)).sort(), ["engine/a", "engine/b", "engine/c"]);
  assert.deepEqual(inCircles(needsOf(imports.slice(0, 3))), []);
});
