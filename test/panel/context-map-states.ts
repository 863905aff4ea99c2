import type { ContextMap, ContextMapPart, ContextMapState, ContextTile } from "../../protocol/context-page.ts";

const tile = (path: string, tokens: number, left = tokens, name = path): ContextTile => ({ path, name, tokens, left });

const parts: readonly ContextMapPart[] = [
  {
    loads: "always",
    tiles: [
      tile("CLAUDE.md", 4210, 3100),
      tile("docs/architecture.md", 2600),
      tile("~/.claude/CLAUDE.md", 900, 640),
      tile(".claude/rules/a-name-that-is-far-too-long-for-the-area-of-so-few-tokens.md", 60),
    ],
  },
  {
    loads: "matching",
    tiles: [
      tile(".claude/rules/api.md", 1300),
      { ...tile("CLAUDE.md", 0, 840, "packages/api/**"), span: { start: 1200, end: 4100 } },
    ],
  },
  {
    loads: "listed",
    tiles: Array.from({ length: 30 }, (_, i) =>
      tile(`.claude/skills/skill-${i}/SKILL.md`, 90 - i, i === 3 ? 0 : 90 - i, `skill-${i}`),
    ),
  },
  { loads: "tools", tiles: [tile(".mcp.json", 1800, 1800, "create_issue"), tile(".mcp.json", 700, 700, "search")] },
];
const exactly = (tokens: number) => ({ tokens, low: tokens, high: tokens });
const weight = (tokens: number) => ({
  ...exactly(tokens),
  share: tokens / 200_000,
  cost: { uncached: tokens * 5e-6, cached: tokens * 5e-7 },
});
const now: ContextMap = { agent: "Claude Code", model: "claude-opus-4-7", parts, standing: weight(12_535) };

/** Every state that the page can be in, by name. */
export const contextMapStates = {
  full: { isReading: false, map: { ...now, left: weight(11_078) } },
  looking: { isReading: true, map: now },
  reading: { isReading: true },
  empty: { isReading: false },
  failed: { isReading: false, failure: "The engine stopped." },
  one: {
    isReading: false,
    map: { ...now, parts: [{ loads: "always", tiles: [tile("AGENTS.md", 1)] }], left: now.standing },
  },
  many: {
    isReading: false,
    map: {
      ...now,
      parts: [{ loads: "always", tiles: Array.from({ length: 300 }, (_, i) => tile(`docs/${i}.md`, 400 - i)) }],
    },
  },
} satisfies Record<string, ContextMapState>;
