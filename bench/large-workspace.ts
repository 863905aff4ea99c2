import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { workspaceFiles } from "../engine/runtime/workspace-files.ts";
import { weighContext } from "../engine/weigh-context.ts";
import { printTable } from "./support/table.ts";

const FILES = 20_000;
const PROMPTS = 100;

/** How long it takes to weigh a workspace of 20,000 files and 300 prompt files, and how long nobody else comes to a turn. */
export async function measureLargeWorkspace(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "tare-large-"));
  try {
    fillLarge(folder);
    const files = workspaceFiles(folder, "/nonexistent");
    const listing = files.list("");
    const kept = { ...files, list: () => listing };
    const input = { user: false, file: "packages/p1/d1/file1.ts" };
    const rows: string[][] = [];
    for (const [name, source] of [
      ["first", files],
      ["again", files],
      ["after an edit", kept],
    ] as const) {
      if (name === "after an edit") writeFileSync(join(folder, "CLAUDE.md"), rules(1000));
      const watch = watchTurns();
      const [start, cpu] = [performance.now(), process.cpuUsage()];
      await weighContext(source, input);
      const { user, system } = process.cpuUsage(cpu);
      const ms = [performance.now() - start, (user + system) / 1000, watch.stop()];
      rows.push([name, ...ms.map((one) => `${Math.round(one)} ms`)]);
    }
    printTable(
      `${FILES} files, ${3 * PROMPTS} of them prompts`,
      ["", "took", "of a processor", "longest stretch"],
      rows,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Fills a folder with 20,000 files and 300 prompt files. */
export function fillLarge(folder: string): void {
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (let i = 0; i < FILES; i++) put(`packages/p${i % PROMPTS}/d${i % 13}/file${i}.ts`, "");
  put("CLAUDE.md", rules(0));
  for (let i = 0; i < PROMPTS; i++) {
    put(`packages/p${i}/AGENTS.md`, rules(i));
    put(`.claude/rules/r${i}.md`, `---\npaths: packages/p${i}/**\n---\n${rules(PROMPTS + i)}`);
    put(
      `.claude/skills/s${i}/SKILL.md`,
      `---\nname: s${i}\ndescription: Does thing ${i}.\n---\n${rules(2 * PROMPTS + i)}`,
    );
  }
}

function rules(part: number): string {
  const lines = Array.from(
    { length: 40 },
    (_, i) => `- Keep rule ${i} of part ${part} in mind when you change module ${(7 * part + i) % 97}.`,
  );
  return lines.join("\n");
}

/** Milliseconds of the longest time in which nothing else came to its turn. */
function watchTurns(): { stop(): number } {
  let [longest, last, isOn] = [0, performance.now(), true];
  const turn = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (isOn) setImmediate(turn);
  };
  setImmediate(turn);
  return {
    stop: () => {
      isOn = false;
      return longest;
    },
  };
}
