import type { ContextPoint } from "./context.ts";

/** The names of the agents that send anything at any of these points. */
export function sendersAt(points: readonly ContextPoint[]): string[] {
  const sending = points.flatMap(({ agents }) => agents.filter(({ standing }) => standing.tokens > 0));
  return [...new Set(sending.map(({ name }) => name))];
}

/** Tokens that every turn of an agent sends at a point. */
export function tokensAt({ agents }: ContextPoint, name: string): number {
  return agents.find((agent) => agent.name === name)?.standing.tokens ?? 0;
}
