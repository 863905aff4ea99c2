import assert from "node:assert/strict";
import { test } from "node:test";
import { weighContext } from "../../../engine/weigh-context.ts";
import { mapFiles } from "../../support/map-files.ts";

/** Contradictions between two rules, in either order. */
async function contradictions(one: string, other: string): Promise<number[]> {
  const pairs = [
    [one, other],
    [other, one],
  ];
  return Promise.all(
    pairs.map(async ([first, second]) => {
      const files = mapFiles({
        "CLAUDE.md": `# Rules\n\n- ${first}\n`,
        ".claude/rules/a.md": `# More\n\n- ${second}\n`,
      });
      const { agents } = await weighContext(files, { agents: ["claude-code"], user: false, proposals: true });
      return agents[0]!.proposals!.filter(({ kind }) => kind === "contradiction").length;
    }),
  );
}

const OPPOSED: readonly (readonly [string, string])[] = [
  ["Use npm.", "Never use npm."],
  ["Use npm to install packages.", "Always use pnpm."],
  ["Use `npm` for all package management.", "Use pnpm, never npm."],
  ["Indent with 2 spaces.", "Use four spaces for indentation."],
  ["Indent with tabs.", "Use spaces for indentation."],
  ["Run tests before you commit.", "Do not run the tests."],
  ["Run tests before commit.", "Do not run the tests before committing."],
  ["Prefer named exports.", "Use default exports."],
  ["Default exports are forbidden.", "Use default exports."],
  ["Keep functions shorter than 40 lines.", "Keep functions shorter than 80 lines."],
  ["Never push directly to the main branch.", "Push directly to the main branch."],
  ["Squash commits before merging.", "Never squash commits before merging."],
];

test("two rules of which one says no, or another value, or another tool contradict each other", async () => {
  for (const [one, other] of OPPOSED) assert.deepEqual(await contradictions(one, other), [1, 1], `${one} | ${other}`);
});

const AGREEING: readonly (readonly [string, string])[] = [
  ["Use pnpm.", "Never use npm."],
  ["Use npm for the docs site.", "Use pnpm for the app."],
  ["Use pnpm.", "Use npm in the docs folder."],
  ["Do not use default exports.", "Use default exports for Next.js pages."],
  ["Indent Python with 4 spaces.", "Indent YAML with 2 spaces."],
  ["Do not run the tests in parallel.", "Run the tests."],
  ["Never push to main.", "Never push to main without review."],
  ["Retry 3 times.", "Wait 5 seconds."],
  ["No hardcoded secrets.", "Hardcoded secrets"],
];

test("what is narrower, or about something else, or no demand contradicts nothing", async () => {
  for (const [one, other] of AGREEING) assert.deepEqual(await contradictions(one, other), [0, 0], `${one} | ${other}`);
});

test("what a file says both ways itself, and what comes only when files match, contradicts nothing", async () => {
  const files = mapFiles({
    "CLAUDE.md": "- Retry a failed upload 3 times.\n- Retry a failed upload 5 times.\n- Indent with 2 spaces.",
    ".claude/rules/a.md": "- Retry a failed upload 7 times.",
    ".claude/rules/b.md": "---\npaths: src/**\n---\n- Indent with 4 spaces.",
    "src/a.py": "",
  });
  const { agents } = await weighContext(files, { agents: ["claude-code"], user: false, proposals: true });
  assert.deepEqual(agents[0]!.proposals, []);
});
