import assert from "node:assert/strict";
import { test } from "node:test";
import { weighContext } from "../../../engine/weigh-context.ts";
import type { AgentId, ContextProposal } from "../../../protocol/context.ts";
import { mapFiles } from "../../support/map-files.ts";

async function proposals(
  files: Record<string, string>,
  agent: AgentId = "claude-code",
): Promise<readonly ContextProposal[]> {
  const { agents } = await weighContext(mapFiles(files), { agents: [agent], user: true, proposals: true });
  return agents[0]!.proposals!;
}

const RULES = [
  "Run the unit tests before you commit anything.",
  "Never push directly to the main branch.",
  "Write commit messages in the imperative mood.",
  "Validate every input at the boundary of the service.",
  "Keep functions shorter than 40 lines.",
  "Ask before you add a new dependency.",
];
/** How the same rule is written elsewhere. */
const REWORDED: readonly ((rule: string) => string)[] = [
  (rule) => rule,
  (rule) => `* ${rule.replace(/\.$/, "")}`,
  (rule) => `Please make sure to ${rule[0]!.toLowerCase()}${rule.slice(1)}`,
  (rule) => `- **${rule}**`,
];

test("a rule that two files say is found, however it is marked or introduced, and where it stands", async () => {
  for (const [i, reword] of REWORDED.entries()) {
    const other = RULES.map(reword).join("\n");
    const found = await proposals({
      "CLAUDE.md": `# Rules\n\n${RULES.map((rule) => `- ${rule}`).join("\n")}`,
      ".claude/rules/more.md": `# More\n\n${other}`,
    });
    const said = found.filter(({ kind }) => kind === "said-twice");
    assert.equal(said.length, RULES.length, `${i}`);
    assert.ok(
      said.every(({ path, other, span }) => path === ".claude/rules/more.md" && other!.path === "CLAUDE.md" && span),
    );
    assert.match(said[0]!.message, /^Line \d+ says what CLAUDE\.md says in line \d+\.$/);
  }
});

test("what differs in a number, a name or a negation is not said twice, nor is code", async () => {
  const found = await proposals({
    "CLAUDE.md":
      "- Keep functions shorter than 40 lines.\n- Always push directly to the main branch.\n\n```sh\nnpm run test:unit --silent\n```",
    ".claude/rules/a.md":
      "- Keep functions shorter than 80 lines.\n- Never push directly to the main branch.\n\n```sh\nnpm run test:unit --silent\n```",
  });
  assert.deepEqual(
    found.filter(({ kind }) => kind !== "contradiction"),
    [],
  );
});

test("a section about one folder could be a rule; one that only names what to read stays", async () => {
  const about = (folder: string, ending: string) =>
    `## About it\n\nThe routes stand in \`${folder}/routes.${ending}\` and \`${folder}/v2/users.${ending}\`. ${RULES.join(" ")} ${RULES.join(" ")}\n`;
  const files = {
    "api/routes.ts": "",
    "api/v2/users.ts": "",
    "docs/routes.md": "",
    "docs/v2/users.md": "",
    ...Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`web/${i}.ts`, ""])),
  };
  const [proposal, ...others] = await proposals({ ...files, "CLAUDE.md": `# Shop\n\n${about("api", "ts")}` });
  assert.deepEqual([proposal!.kind, proposal!.glob, others], ["one-folder", "api/**", []]);
  assert.ok(proposal!.saves.tokens > 50);
  assert.deepEqual(await proposals({ ...files, "CLAUDE.md": `# Shop\n\n${about("docs", "md")}` }), []);
});

test("of a link that leads nowhere its target is meant", async () => {
  const text = 'See [the guide](<docs/none.md#setup> "Guide") and [it](/docs/gone.md).';
  const found = await proposals({ "CLAUDE.md": text });
  assert.deepEqual(
    found.map(({ span }) => text.slice(span!.start, span!.end)),
    ["docs/none.md", "/docs/gone.md"],
  );
});

test("links that lead nowhere, and skills of one name", async () => {
  const skill = "---\nname: release\ndescription: Makes a release.\n---\nBump.";
  const found = await proposals({
    "CLAUDE.md":
      "[a](docs/a.md) [b](docs/none.md#x) [c](https://example.com/none.md) [d](docs/) `[e](none.md)` [f](#part)",
    "docs/a.md": "",
    ".claude/skills/a/SKILL.md": skill,
    "~/.claude/skills/b/SKILL.md": skill,
  });
  assert.deepEqual(
    found.map(({ kind, path }) => [kind, path]),
    [
      ["installed-twice", ".claude/skills/a/SKILL.md"],
      ["dead-link", "CLAUDE.md"],
    ],
  );
});

test("what is said twice is spare where every turn sends what says the same", async () => {
  const scoped = (rule: string) => `---\npaths: src/**\n---\n- ${rule}`;
  const [spare] = await proposals({
    "CLAUDE.md": `- ${RULES[0]}`,
    ".claude/rules/a.md": scoped(RULES[0]!),
    "src/a.ts": "",
  });
  const [needed] = await proposals({
    ".claude/rules/a.md": scoped(RULES[0]!),
    ".claude/rules/b.md": scoped(RULES[0]!),
    "src/a.ts": "",
  });
  assert.deepEqual(
    [spare!.kind, spare!.isSpare, needed!.kind, needed!.isSpare],
    ["said-twice", true, "said-twice", undefined],
  );
});

test("a description that is long for what it triggers, and not one that triggers much", async () => {
  const skill = (text: string) =>
    `---\nname: tidy\ndescription: ${"Tidies the imports of a file up. ".repeat(8)}\n---\n${text}`;
  const [proposal] = await proposals({ ".claude/skills/tidy/SKILL.md": skill("Sort the imports.") });
  assert.deepEqual([proposal!.kind, proposal!.span!.start], ["long-description", 28]);
  assert.ok(proposal!.saves.tokens > 10);
  const long = skill(
    RULES.map((rule, i) => `${i}. ${rule}`)
      .join("\n")
      .repeat(8),
  );
  assert.deepEqual(await proposals({ ".claude/skills/tidy/SKILL.md": long }), []);
});
