import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { tare } from "../support/tare.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const { folder, write } = temporaryFolder();

/** What stands before the cursor, and some of what is offered there; nothing: names of files. */
const TYPED: readonly (readonly [line: string, offered: readonly string[]])[] = [
  ["tare comp", ["compare", "completion", "compress"]],
  ["tare compress --ke", ["--keep", "--keep-digits", "--keep-first", "--keep-last"]],
  ["tare compress a.md --strength ", ["light", "normal", "strict"]],
  ["tare ledger ex", ["export"]],
  ["tare ledger report --by to", ["tool"]],
  ["tare completion z", ["zsh"]],
  ["tare compress --keep ", []],
];

function offered(shell: "bash" | "zsh" | "fish", line: string): string[] | undefined {
  const path = write(`scripts/${shell}`, tare(["completion", shell]).stdout);
  const words = line.split(" ");
  const call = `COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}`;
  const commands = {
    bash: `source ${path}; ${call}; _tare; printf '%s\\n' "\${COMPREPLY[@]}"`,
    zsh: `autoload -U compinit && compinit -D; source ${path}; ask() { emulate -L sh; ${call}; _tare; print -lr -- "\${COMPREPLY[@]}"; }; ask`,
    fish: `source ${path}; complete -C '${line}'`,
  };
  const { status, stdout, stderr } = spawnSync(shell, [shell === "zsh" ? "-fc" : "-c", commands[shell]], {
    cwd: folder,
    encoding: "utf8",
  });
  if (status === null) return undefined;
  assert.deepEqual([status, stderr], [0, ""], shell);
  return stdout
    .split("\n")
    .flatMap((row) => row.split("\t")[0] || [])
    .sort();
}

for (const shell of ["bash", "zsh", "fish"] as const)
  test(`${shell} completes commands, options and their values`, (t) => {
    for (const [line, expected] of TYPED) {
      const found = offered(shell, line);
      if (!found) return t.skip(`no ${shell} here`);
      // zsh itself leaves out what begins otherwise, and fish offers the files of the folder as well.
      const fitting = found.filter((word) => word.startsWith(line.split(" ").at(-1)!) && word !== "scripts/");
      assert.deepEqual(fitting, expected, line);
    }
  });
