import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { projectPath, tare } from "../support/tare.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const { folder, write } = temporaryFolder();
const repository = join(folder, "shop");
const RULE = "Run the unit tests before you commit anything.";
const git = (...args: readonly string[]) =>
  execFileSync("git", ["-C", repository, "-c", "user.name=a", "-c", "user.email=a@b", ...args], { encoding: "utf8" });

write("shop/CLAUDE.md", `- ${RULE}\n`);
git("init", "-q");
git("add", "-A");
git("commit", "-qm", "Base");
const base = git("rev-parse", "HEAD").trim();
write("shop/.claude/rules/a.md", `# Rules\n\n- ${RULE}\n\nSee [100%](none.md).\n`);
git("add", "-A");
git("commit", "-qm", "Head");
/** In place of GitHub's own program: it writes down what it is told. */
const gh = write(
  "bin/gh",
  `#!/bin/sh
echo "$@" >> ${folder}/told
case "$*" in *--jq*) cat ${folder}/comments 2>/dev/null || true ;; *) cat "\${7#body=@}" >> ${folder}/told ;; esac
`,
);
chmodSync(gh, 0o755);

const options = { skip: process.platform === "win32" && "the action's step runs on Linux" };

function step(env: NodeJS.ProcessEnv, cwd?: string) {
  return spawnSync("bash", [projectPath("scripts/weigh-pull-request.sh")], {
    encoding: "utf8",
    cwd,
    env: {
      ...process.env,
      PATH: `${join(folder, "bin")}:${process.env.PATH}`,
      TARE: projectPath("dist/cli.js"),
      GITHUB_STEP_SUMMARY: join(folder, "summary"),
      GITHUB_REPOSITORY: "a/shop",
      FOLDER: repository,
      AGENTS: "claude-code codex",
      ...env,
    },
  });
}

test("the action writes remarks beside the lines, and the change in tokens and dollars as a comment", options, () => {
  const { status, stdout, stderr } = step({ BASE: base, PULL_REQUEST: "7" });
  assert.equal(status, 0, stderr);
  assert.match(
    stdout,
    /^::notice file=\.claude\/rules\/a\.md,line=3,endLine=3,title=Tare::Line 3 says what CLAUDE\.md says/m,
  );
  assert.match(
    stdout,
    /^::warning file=\.claude\/rules\/a\.md,line=5,endLine=5,title=Tare::The link to none\.md leads nowhere/m,
  );
  const told = readFileSync(join(folder, "told"), "utf8");
  assert.match(told, /^api --paginate repos\/a\/shop\/issues\/7\/comments --jq .*startswith\("<!-- tare: /);
  assert.match(told, /^api --silent --method POST repos\/a\/shop\/issues\/7\/comments --field body=@.*\n<!-- tare: /m);
  assert.match(told, /\| Claude Code \| \d+ \| \d+ \| \+\d+ \| \+\$/);
  assert.equal(readFileSync(join(folder, "summary"), "utf8").includes("Claude Code"), true);
});

test("the comment of an earlier run is kept up to date, and no other", options, () => {
  write("comments", "41\n42\n");
  assert.equal(step({ BASE: base, PULL_REQUEST: "7" }).status, 0);
  assert.match(
    readFileSync(join(folder, "told"), "utf8"),
    /^api --silent --method PATCH repos\/a\/shop\/issues\/comments\/41 /m,
  );
});

test("remarks name their files from the root of the repository, where it is weighed from there", options, () => {
  const { stdout } = step({ FOLDER: "shop" }, folder);
  assert.match(stdout, /^::notice file=shop\/\.claude\/rules\/a\.md,line=3,/m);
});

test("a turn over the budget fails the step; without a base there is no comment", options, () => {
  const { status, stdout } = step({ BUDGET: "1" });
  assert.equal(status, 1);
  assert.match(stdout, /^::error title=Tare::.*budget of 1\./m);
  assert.equal(step({ BUDGET: "100000" }).status, 0);
});

test("all that the action's step reads is set by the action, and what it runs is there", () => {
  const { inputs, runs } = parse(readFileSync(projectPath("action.yml"), "utf8")) as {
    inputs: Record<string, unknown>;
    runs: { steps: { run?: string; env?: Record<string, string> }[] };
  };
  const { env, run } = runs.steps.at(-1)!;
  const script = readFileSync(projectPath("scripts/weigh-pull-request.sh"), "utf8");
  const reads = new Set([...script.matchAll(/\$\{?([A-Z_]+)/g)].map(([, name]) => name!));
  for (const name of reads) assert.ok(name.startsWith("GITHUB_") || name in env!, name);
  assert.match(run!, /scripts\/weigh-pull-request\.sh/);
  const used = Object.values(env!).flatMap((value) => [...value.matchAll(/inputs\.(\w+)/g)].map(([, name]) => name!));
  assert.deepEqual(used.sort(), Object.keys(inputs).sort());
});

test("the same as SARIF, with columns in UTF-16 units", () => {
  const { stdout, status } = tare(["context", repository, "--no-user", "--agent", "claude-code", "--sarif"]);
  assert.equal(status, 0);
  const { version, runs } = JSON.parse(stdout);
  const [{ results, columnKind, tool }] = runs;
  assert.deepEqual(
    [version, columnKind, tool.driver.rules],
    ["2.1.0", "utf16CodeUnits", [{ id: "dead-link" }, { id: "said-twice" }]],
  );
  const dead = results.find(({ ruleId }: { ruleId: string }) => ruleId === "dead-link");
  assert.deepEqual(dead.locations, [
    {
      physicalLocation: {
        artifactLocation: { uri: ".claude/rules/a.md" },
        region: { startLine: 5, startColumn: 12, endLine: 5, endColumn: 19 },
      },
    },
  ]);
});
