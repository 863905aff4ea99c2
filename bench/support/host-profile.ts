import type { Profiler, Runtime } from "node:inspector";
import type { Workbench } from "../../test/support/workbench.ts";

/** Microseconds between two samples of the profiler. */
const INTERVAL = 500;

/** Of 100 samples 99 follow within so many microseconds. In a longer gap the machine ran something else. */
const GAP = 4000;

/** A stretch in which the host ran code of ours without a break: ms by the clock, and of these without gaps. */
export interface Stretch {
  readonly clock: number;
  readonly running: number;
}

/**
 * Code that runs for Tare: its bundle, and what is read from a channel to a child process, which nobody else in the
 * host has.
 */
const isOurCode = ({ url, functionName }: Runtime.CallFrame) =>
  /\/tare\.tare-[^/]*\/dist\//.test(url) || functionName === "channel.onread";

/** Starts V8's sampling profiler in the extension host; the function that it gives stops it. */
export async function profileHost(editor: Workbench): Promise<() => Promise<Profiler.Profile>> {
  await editor.evaluate((_api, interval, cells) => {
    const session = new (process.getBuiltinModule("node:inspector").Session)();
    session.connect();
    session.post("Profiler.enable");
    session.post("Profiler.setSamplingInterval", { interval });
    session.post("Profiler.start");
    cells.set("profiler", session);
  }, INTERVAL);
  return () =>
    editor.evaluate((_api, _args, cells) => {
      const session = cells.get("profiler") as import("node:inspector").Session;
      return new Promise<Profiler.Profile>((found, failed) =>
        session.post("Profiler.stop", (error, { profile }) => {
          session.disconnect();
          if (error) failed(error);
          else found(profile);
        }),
      );
    });
}

/**
 * The stretches in which the host ran code of Tare without a break, the longest first. Neighbouring tasks count as one.
 */
export function ourStretches({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Stretch[] {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const known = new Map<number, boolean>();
  const isOurs = (id: number): boolean => {
    const parent = parents.get(id);
    const ours = known.get(id) ?? (isOurCode(frames.get(id)!) || (parent !== undefined && isOurs(parent)));
    known.set(id, ours);
    return ours;
  };
  const stretches: Stretch[] = [];
  let clock = 0;
  let running = 0;
  for (const [i, id] of samples.entries()) {
    const continues = clock > 0 && frames.get(id)?.functionName === "(garbage collector)";
    if (isOurs(id) || continues) {
      const gap = timeDeltas[i + 1] ?? INTERVAL;
      clock += gap / 1000;
      running += Math.min(gap, GAP) / 1000;
    } else if (clock > 0) {
      stretches.push({ clock, running });
      clock = running = 0;
    }
  }
  return stretches.sort((a, b) => b.running - a.running);
}
