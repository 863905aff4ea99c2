import {
  type AgentContext,
  type ContextEntry,
  type ContextProposal,
  LOADS,
  STANDING,
  type Weight,
} from "../protocol/context.ts";
import type { ContextMap, ContextMapPart, ContextTile } from "../protocol/context-page.ts";
import { entriesOf, rowsOf } from "./context-words.ts";

/** The ways of loading that the map shows: what loads on demand is not loaded yet. */
const LOADED = LOADS.filter((loads) => loads !== "on-demand");

/** The loaded context as areas: of each file, of each tool of a server. */
export function contextMap(agent: AgentContext): ContextMap {
  const { proposals, standing } = agent;
  const parts = LOADED.map((loads) => ({ loads, tiles: tilesOf(entriesOf(agent, loads)) }));
  const left = (proposals ?? []).filter(isCut).reduce(without, parts);
  return {
    agent: agent.name,
    model: agent.model,
    parts: left
      .map(({ loads, tiles }) => ({ loads, tiles: tiles.toSorted((a, b) => b.tokens - a.tokens) }))
      .filter(({ tiles }) => tiles.length > 0),
    standing,
    ...(proposals && { left: scaled(standing, standing.tokens - sparedIn(left)) }),
  };
}

function tilesOf(entries: readonly ContextEntry[]): ContextTile[] {
  return rowsOf(entries.filter(({ matches }) => matches !== false)).flatMap(({ entry }) => {
    const { path, name = path, weight, tools } = entry;
    const areas = tools ?? (weight ? [{ name, tokens: weight.tokens }] : []);
    return areas.filter(({ tokens }) => tokens > 0).map((area) => ({ ...area, path, left: area.tokens }));
  });
}

/** Whether a proposal takes something away: what it says stands elsewhere in all turns, or was too long. */
function isCut({ kind, isSpare, saves }: ContextProposal): boolean {
  return saves.tokens > 0 && (kind !== "said-twice" || isSpare === true);
}

/** The parts once a proposal is taken; a section that becomes a rule loads when files match. */
function without(parts: readonly ContextMapPart[], proposal: ContextProposal): readonly ContextMapPart[] {
  const { path, glob, span, saves } = proposal;
  const owner = ownerOf(parts, proposal);
  if (!owner) return parts;
  const cut = Math.min(owner.left, saves.tokens);
  const moved = glob === undefined ? [] : [{ path, name: glob, ...(span && { span }), tokens: 0, left: cut }];
  return parts.map(({ loads, tiles }) => ({
    loads,
    tiles: [
      ...tiles.map((tile) => (tile === owner ? { ...tile, left: tile.left - cut } : tile)),
      ...(loads === "matching" ? moved : []),
    ],
  }));
}

/** The tile that a proposal takes from: of a section that has moved already, else of the file or of its description. */
function ownerOf(parts: readonly ContextMapPart[], { kind, path, span }: ContextProposal): ContextTile | undefined {
  const isListed = kind === "installed-twice" || kind === "long-description";
  const own = parts
    .filter(({ loads }) => (loads === "listed") === isListed)
    .flatMap(({ tiles }) => tiles.filter((tile) => tile.path === path));
  const moved = own.find((tile) => tile.span && span && tile.span.start <= span.start && span.end <= tile.span.end);
  return moved ?? own[0];
}

/** Tokens that every turn saves. */
function sparedIn(parts: readonly ContextMapPart[]): number {
  const standing = parts.filter(({ loads }) => STANDING.includes(loads)).flatMap(({ tiles }) => tiles);
  return standing.reduce((sum, { tokens, left }) => sum + tokens - left, 0);
}

/** A weight of so many of its tokens. */
function scaled({ tokens, low, high, share, cost }: Weight, to: number): Weight {
  const by = to / Math.max(1, tokens);
  return {
    tokens: to,
    low: Math.round(low * by),
    high: Math.round(high * by),
    ...(share !== undefined && { share: share * by }),
    ...(cost && {
      cost: { uncached: cost.uncached * by, ...(cost.cached !== undefined && { cached: cost.cached * by }) },
    }),
  };
}
