import assert from "node:assert/strict";
import { test } from "node:test";
import { contextMap } from "../../../display/context-map.ts";
import { weighContext } from "../../../engine/weigh-context.ts";
import { mapFiles } from "../../support/map-files.ts";

const RULE = "Run all the unit tests of the whole workspace before you commit anything at all.";
const FILES = {
  "CLAUDE.md": `- ${RULE}\n\n@docs/style.md\n`,
  "docs/style.md": `- ${RULE}\n- Keep functions shorter than 40 lines.\n`,
  ".claude/rules/api.md": "---\npaths: api/**\n---\nValidate every input.\n",
  ".claude/rules/web.md": "---\npaths: web/**\n---\nEvery button has a name.\n",
  ".claude/skills/deploy/SKILL.md": "---\nname: deploy\ndescription: Deploys the shop.\n---\nRun `make deploy`.\n",
  "api/routes.ts": "",
  "web/page.ts": "",
};

async function mapped(files: Record<string, string>, proposals = true, file?: string) {
  const input = { agents: ["claude-code"] as const, user: true, proposals, ...(file !== undefined && { file }) };
  const [agent] = (await weighContext(mapFiles(files), input)).agents;
  return { agent: agent!, map: contextMap(agent!) };
}
const areas = ({ parts }: ReturnType<typeof contextMap>) =>
  parts.map(({ loads, tiles }) => [loads, tiles.map(({ name }) => name).sort()]);

test("the areas of a part add up to what is loaded of it; what waits for a call has none", async () => {
  const { agent, map } = await mapped(FILES, false);
  assert.deepEqual(areas(map), [
    ["always", ["CLAUDE.md", "docs/style.md"]],
    ["matching", [".claude/rules/api.md", ".claude/rules/web.md"]],
    ["listed", ["deploy"]],
  ]);
  for (const { loads, tiles } of map.parts)
    assert.equal(
      tiles.reduce((sum, { tokens }) => sum + tokens, 0),
      agent.sums[loads].tokens,
      loads,
    );
  assert.equal(map.left, undefined, "nobody has looked for what could go");
});

test("with a file at hand only what it brings in is on the map", async () => {
  const { map } = await mapped(FILES, false, "api/routes.ts");
  assert.deepEqual(areas(map)[1], ["matching", [".claude/rules/api.md"]]);
});

test("what is said twice is gone from one file only, and from the sum", async () => {
  const { agent, map } = await mapped(FILES);
  const saves = agent.proposals!.find(({ kind }) => kind === "said-twice")!.saves.tokens;
  const left = map.parts[0]!.tiles.filter(({ tokens, left }) => left < tokens);
  assert.deepEqual(
    left.map(({ name, tokens, left }) => [name, tokens - left]),
    [["docs/style.md", saves]],
  );
  assert.equal(map.left!.tokens, agent.standing.tokens - saves);
  assert.ok(map.left!.cost!.uncached < agent.standing.cost!.uncached);
});

test("a section about one folder moves to where files match, and no turn sends it any more", async () => {
  const files = Array.from({ length: 12 }, (_, i) => `shop/cart/file${i}.ts`);
  const others = Array.from({ length: 40 }, (_, i) => `other/file${i}.ts`);
  const section = files
    .map((file) => `- \`${file}\` holds a part of the cart and is changed with care only.`)
    .join("\n");
  const workspace = Object.fromEntries([...files, ...others].map((path) => [path, ""]));
  const { agent, map } = await mapped({
    ...workspace,
    "CLAUDE.md": `# Shop\n\nSee \`other/file1.ts\`.\n\n## Cart\n\n${section}\n`,
  });
  const moved = agent.proposals!.find(({ kind }) => kind === "one-folder")!;
  const [always, matching] = map.parts;
  assert.equal(always!.tiles[0]!.tokens - always!.tiles[0]!.left, moved.saves.tokens);
  assert.deepEqual(matching!.tiles, [
    { path: "CLAUDE.md", name: moved.glob, span: moved.span, tokens: 0, left: moved.saves.tokens },
  ]);
  assert.equal(map.left!.tokens, agent.standing.tokens - moved.saves.tokens);
});
