import type { CommitHistory, ContextInput, ContextPoint, Files } from "../protocol/context.ts";
import { sendersAt, tokensAt } from "../protocol/context-points.ts";
import { weighContext } from "./weigh-context.ts";

/**
 * What every turn sent of a workspace's own files: the newest point and the oldest, and between them those that differ from
 * the one before. The newest first; it ends after `most` changes. Throws `Failure`, and the signal's reason.
 */
export async function contextHistory(
  { commits, filesAt, now }: CommitHistory,
  input: ContextInput,
  most = Number.POSITIVE_INFINITY,
  signal?: AbortSignal,
): Promise<ContextPoint[]> {
  const weigh = async (files: Files) => {
    const { agents } = await weighContext(files, { ...input, user: false }, signal);
    return agents.map(({ agent, name, model, standing }) => ({ agent, name, model, standing }));
  };
  const points: ContextPoint[] = [];
  let last: ContextPoint | undefined = now && { subject: "now", agents: await weigh(now) };
  for (const { hash, time, subject } of commits) {
    const older = { commit: hash, time, subject, agents: await weigh(await filesAt(hash)) };
    if (last && (points.length === 0 || !isSame(last, older))) points.push(last);
    if (points.length > most) return points;
    last = older;
  }
  return last ? [...points, last] : points;
}

function isSame(a: ContextPoint, b: ContextPoint): boolean {
  return sendersAt([a, b]).every((name) => tokensAt(a, name) === tokensAt(b, name));
}
