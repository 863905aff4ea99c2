import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { projectPath, tare } from "../../support/tare.ts";

const document = readFileSync(projectPath("docs/compression.md"), "utf8");
const [, prompt] = /^```text\n([\s\S]*?)^```$/m.exec(document)!;

test("the example in the document is what the command line prints", () => {
  const runs = [...document.matchAll(/^```console\n\$ tare (.*)\n([\s\S]*?)^```$/gm)];
  assert.equal(runs.length, 3);
  for (const [, command, printed] of runs) {
    const { stdout, stderr } = tare(command!.replace("library.txt", "-").split(" "), prompt!);
    assert.equal(stdout + stderr, printed, command);
  }
});

test("so is what it says of each removal", () => {
  const { removed } = JSON.parse(tare(["compress", "--keep", "0.3", "--json"], prompt!).stdout);
  const rows = removed.map(
    ({ start, end, loss, reason }: { start: number; end: number; loss: string; reason: string }) => {
      const words = prompt!.slice(start, end).trim().replace(/\s+/g, " ");
      return `| ${words} | ${loss} | ${reason} |`;
    },
  );
  const table = document.slice(document.lastIndexOf("\n| removed ")).trim().split("\n").slice(2);
  assert.deepEqual(
    table.map((row) => row.replace(/ +\|/g, " |")),
    rows,
  );
});
