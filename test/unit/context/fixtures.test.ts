import assert from "node:assert/strict";
import { test } from "node:test";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { workspaceFiles } from "../../../engine/runtime/workspace-files.ts";
import { weighContext } from "../../../engine/weigh-context.ts";
import type { AgentId, ContextEntry, Loads } from "../../../protocol/context.ts";
import { projectPath } from "../../support/tare.ts";

/** What is expected of a workspace in `test/fixtures/context`, and where that stands. */
interface Expectation {
  readonly agent: AgentId;
  readonly source: string;
  readonly start?: string;
  /** By way of loading, in the agent's order: paths, those that are imported after a `>` for each step. */
  readonly loads: Partial<Record<Loads, readonly string[]>>;
  /** What comes with a file at hand. */
  readonly matching?: Readonly<Record<string, readonly string[]>>;
  /** What the model receives of an entry, by its path; of the list, with ` (listed)` behind it. */
  readonly sent?: Readonly<Record<string, string>>;
  /** The entries that something is wrong with. */
  readonly problems?: Readonly<Record<string, string>>;
}

const EXPECTED: readonly Expectation[] = [
  {
    agent: "claude-code",
    source: "code.claude.com/docs: memory, skills, sub-agents, output-styles, settings; 2026-08-22",
    loads: {
      always: [
        "~/.claude/CLAUDE.md",
        "~/.claude/rules/mine.md",
        "CLAUDE.md",
        "> docs/style.md",
        "> > docs/naming.md",
        "> > > docs/style.md",
        ".claude/CLAUDE.md",
        "CLAUDE.local.md",
        ".claude/rules/tests.md",
        ".claude/rules/wrong-key.md",
        ".claude/output-styles/brief.md",
      ],
      matching: [".claude/rules/api/routes.md", "api/CLAUDE.md"],
      listed: [
        "~/.claude/skills/changelog/SKILL.md",
        ".claude/skills/release/SKILL.md",
        ".claude/commands/fix.md",
        ".claude/agents/reviewer.md",
      ],
    },
    matching: {
      "api/routes.ts": [".claude/rules/api/routes.md", "api/CLAUDE.md"],
      "shared/money.tsx": [".claude/rules/api/routes.md"],
      "legacy/old.ts": [],
    },
    sent: {
      "CLAUDE.md": "# Shop\n\nRead @docs/style.md first. `@docs/none.md` is an example.",
      ".claude/rules/wrong-key.md": "Log what fails.",
      ".claude/skills/release/SKILL.md (listed)": "- release: Makes a release. When asked to publish.",
      ".claude/commands/fix.md (listed)": "- fix: Fix the issue $ARGUMENTS.",
    },
    problems: {
      "docs/style.md": "cycle",
      ".claude/rules/wrong-key.md": "dead-glob",
      ".claude/agents/nameless.md": "dead",
    },
  },
  {
    agent: "claude-code",
    source: "code.claude.com/docs/en/memory: every folder down to the working directory",
    start: "api",
    loads: { matching: [".claude/rules/api/routes.md"] },
    sent: { "api/CLAUDE.md": "Routes return JSON." },
    problems: {
      "docs/style.md": "cycle",
      ".claude/rules/wrong-key.md": "dead-glob",
      ".claude/agents/nameless.md": "dead",
    },
  },
  {
    agent: "copilot",
    source: "VS Code 1.139.1 with Copilot Chat 0.67.0, shipped code; code.visualstudio.com/docs/copilot",
    loads: {
      always: [
        ".github/copilot-instructions.md",
        "AGENTS.md",
        "CLAUDE.md",
        "~/.copilot/copilot-instructions.md",
        ".github/instructions/all.instructions.md",
        ".claude/rules/every.md",
      ],
      matching: [".github/instructions/python.instructions.md", ".claude/rules/web.md"],
      listed: [
        ".github/instructions/all.instructions.md",
        ".github/instructions/manual.instructions.md",
        ".github/instructions/python.instructions.md",
        ".claude/rules/every.md",
        ".claude/rules/web.md",
        ".github/skills/release/SKILL.md",
        ".github/agents/planner.agent.md",
      ],
    },
    matching: {
      "tools/gen.PY": [".github/instructions/python.instructions.md"],
      "web/page.ts": [".claude/rules/web.md"],
      "api/x.ts": [],
    },
    sent: {
      ".github/instructions/all.instructions.md":
        '<attachment filePath=".github/instructions/all.instructions.md">\n---\napplyTo: "**"\ndescription: For all files\n---\n\nUse tabs.\n</attachment>\n',
      ".github/skills/release/SKILL.md (listed)":
        "<skill>\n<name>release</name>\n<description>Makes a release &amp; tags it.</description>\n<file>.github/skills/release/SKILL.md</file>\n</skill>",
    },
    problems: { "CLAUDE.md": "loaded-twice" },
  },
  {
    agent: "cursor",
    source: "cursor.com/docs/rules, skills; 2026-11",
    loads: {
      always: [".cursor/rules/always.mdc", "AGENTS.md", ".cursorrules"],
      matching: [".cursor/rules/types.mdc", "api/AGENTS.md", "web/.cursor/rules/page.mdc"],
      listed: [".cursor/rules/asked/release.mdc", ".agents/skills/publish/SKILL.md"],
    },
    matching: {
      "api/deep/routes.ts": [".cursor/rules/types.mdc", "api/AGENTS.md"],
      "src/app/page.tsx": [".cursor/rules/types.mdc"],
      "web/index.html": ["web/.cursor/rules/page.mdc"],
    },
    sent: {
      ".cursor/rules/always.mdc": "Use tabs.",
      ".agents/skills/publish/SKILL.md (listed)": "- publish: Publishes the site.",
      ".cursor/rules/asked/release.mdc (listed)": "- release: How to release",
    },
    problems: { ".cursor/rules/dead.md": "dead" },
  },
  {
    agent: "codex",
    source: "developers.openai.com/codex (AGENTS.md, config), openai/codex agents_md.rs, skills/render.rs; 2026-11",
    start: "api/v2",
    loads: {
      always: ["~/.codex/AGENTS.md", "AGENTS.md", "api/AGENTS.override.md", "api/v2/GUIDE.md"],
      listed: [".agents/skills/release/SKILL.md"],
    },
    // 64 bytes are allowed: 35 of the first file leave 29.
    sent: {
      "AGENTS.md": "Run the tests. See @docs/style.md.\n",
      "api/AGENTS.override.md": "Routes return JSON, and nothin",
      "api/v2/GUIDE.md": "",
      ".agents/skills/release/SKILL.md (listed)": "- release: Makes a release. (file: .agents/skills/release/SKILL.md)",
    },
    problems: { ".codex/config.toml": "unknown-tools" },
  },
  {
    agent: "gemini-cli",
    source: "google-gemini/gemini-cli@5411f11, docs/cli/gemini-md.md and docs/core/memport.md",
    loads: {
      always: [
        "~/.gemini/GEMINI.md",
        "GEMINI.md",
        "> docs/style.md",
        "> docs/1.md",
        "> > docs/2.md",
        "> > > docs/3.md",
        "> > > > docs/4.md",
        "> > > > > docs/5.md",
        "> > > > > > docs/6.md",
        "CONTEXT.md",
      ],
      matching: ["api/GEMINI.md"],
      listed: [".gemini/skills/release/SKILL.md"],
    },
    matching: { "api/routes.ts": ["api/GEMINI.md"], "web/a.ts": [] },
    problems: { "docs/6.md": "too-deep" },
  },
  {
    agent: "windsurf",
    source: "docs.windsurf.com: memories, agents-md, skills; 2026-11",
    loads: {
      always: [
        "~/.codeium/windsurf/memories/global_rules.md",
        ".devin/rules/new.md",
        "api/.windsurf/rules/errors.md",
        ".windsurfrules",
        "AGENTS.md",
      ],
      matching: [".windsurf/rules/types.md", "src/AGENTS.md"],
      listed: [".windsurf/rules/asked.md", ".windsurf/skills/deploy/SKILL.md"],
    },
    matching: { "src/a.ts": [".windsurf/rules/types.md", "src/AGENTS.md"], "a.ts": [] },
    sent: { ".devin/rules/new.md": "Use tabs." },
  },
  {
    agent: "cline",
    source: "cline/cline@21cb8d2, docs/customization",
    loads: {
      always: [
        "~/Documents/Cline/Rules/mine.md",
        ".clinerules/a.md",
        ".clinerules/broken.md",
        ".clinerules/notes.txt",
        ".cursor/rules/style.mdc",
        "AGENTS.md",
        "~/.agents/AGENTS.md",
      ],
      matching: [".clinerules/never.md", ".clinerules/types.md"],
      listed: [".cline/skills/deploy/SKILL.md"],
    },
    matching: { "src/a.ts": [".clinerules/never.md", ".clinerules/types.md"] },
    problems: { ".clinerules/never.md": "dead" },
  },
  {
    agent: "continue",
    source: "continuedev/continue@d0a3c0b, docs/customize/deep-dives/rules",
    loads: {
      always: ["AGENTS.md", ".continue/rules/a-always.md", ".continue/rules/c-plain.md", "~/.continue/rules/mine.md"],
      matching: [".continue/rules/b-types.md", "src/rules.md"],
      listed: [".continue/rules/d-asked.md"],
      "on-demand": [".continue/rules/d-asked.md", ".continue/prompts/explain.md"],
    },
    matching: { "src/a.ts": [".continue/rules/b-types.md", "src/rules.md"] },
  },
  {
    agent: "opencode",
    source: "opencode.ai/docs/rules, skills, instruction.ts; 2026-11",
    loads: {
      always: ["AGENTS.md", "~/.config/opencode/AGENTS.md", "docs/rules/a.md", "docs/rules/b.md"],
      matching: ["api/AGENTS.md"],
      listed: [".opencode/skills/deploy/SKILL.md"],
      "on-demand": [".opencode/skills/deploy/SKILL.md", ".claude/skills/nameless/SKILL.md", ".opencode/command/fix.md"],
    },
    matching: { "api/routes.ts": ["api/AGENTS.md"] },
    problems: { ".claude/skills/nameless/SKILL.md": "dead" },
  },
  {
    agent: "kiro",
    source: "kiro.dev/docs/steering; kirodotdev/Kiro#9176; 2026-11",
    loads: {
      always: ["~/.kiro/steering/mine.md", ".kiro/steering/always.md", ".kiro/steering/product.md", "AGENTS.md"],
      matching: ["~/.kiro/steering/never.md", ".kiro/steering/api.md"],
      listed: [".kiro/steering/release.md"],
    },
    matching: { "api/routes.ts": ["~/.kiro/steering/never.md", ".kiro/steering/api.md"] },
    problems: { "~/.kiro/steering/never.md": "dead" },
  },
  {
    agent: "zed",
    source: "zed-industries/zed docs/src/ai/instructions.md; 2026-11",
    loads: { always: ["~/.config/zed/AGENTS.md", ".github/copilot-instructions.md"] },
    problems: { ".github/copilot-instructions.md": "dead" },
  },
  {
    agent: "aider",
    source: "Aider-AI/aider@5dc9490, docs/usage/conventions",
    loads: { always: ["CONVENTIONS.md", "docs/style.md"] },
  },
];

const paths = (entries: readonly ContextEntry[], depth = 0): string[] =>
  entries.flatMap(({ path, imports }) => ["> ".repeat(depth) + path, ...paths(imports, depth + 1)]);
const withImports = (entries: readonly ContextEntry[]): ContextEntry[] =>
  entries.flatMap((entry) => [entry, ...withImports(entry.imports)]);

for (const { agent, source, start, loads, matching = {}, sent = {}, problems = {} } of EXPECTED) {
  const folder = projectPath(`test/fixtures/context/${agent}`);
  const weigh = async (file?: string) => {
    const files = workspaceFiles(`${folder}/workspace`, `${folder}/home`);
    // Of the models of o200k, so that another implementation can count.
    const input = { agents: [agent], user: true, model: "gpt-5.5", ...(start && { start }), ...(file && { file }) };
    return (await weighContext(files, input)).agents[0]!;
  };

  test(`${agent}${start ? ` in ${start}` : ""} loads what ${source} says`, async () => {
    const { entries } = await weigh();
    for (const [way, expected] of Object.entries(loads))
      assert.deepEqual(paths(entries.filter(({ loads }) => loads === way)), expected, way);
    for (const [file, expected] of Object.entries(matching)) {
      const found = (await weigh(file)).entries.filter(
        ({ loads, matches }) => loads === "matching" && matches !== false,
      );
      assert.deepEqual(paths(found), expected, file);
    }
    for (const [what, text] of Object.entries(sent)) {
      const [path, isListed] = [what.replace(" (listed)", ""), what.endsWith(" (listed)")];
      const entry = entries.find((one) => one.path === path && (one.loads === "listed") === isListed);
      assert.equal(entry!.weight!.tokens, encode(text).length, what);
    }
    const wrong = withImports(entries).flatMap(({ path, problems }) => problems.map(({ code }) => [path, code]));
    assert.deepEqual(Object.fromEntries(wrong), problems);
  });
}
