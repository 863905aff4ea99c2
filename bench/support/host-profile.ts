import type { Profiler, Runtime } from "node:inspector";
import type { Workbench } from "../../test/support/workbench.ts";

/** Microseconds between two samples of the profiler. */
const INTERVAL = 500;

/** 99 of 100 samples follow within this many microseconds; in a longer gap the machine ran something else. */
const GAP = 4000;

/** A stretch in which the host ran code of ours without a break, in ms. */
export interface Stretch {
  readonly clock: number;
  /** Of these, without gaps, in code of ours: at most, for on a busy machine shorter gaps are not all its own either. */
  readonly running: number;
  /** The same at least: of each gap only what the profiler means to leave between two samples. */
  readonly sampled: number;
  /** Of these, without gaps, in collecting garbage, which is the whole host's. */
  readonly collecting: number;
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
 * The stretches in which the host ran code of Tare without a break. Neighbouring tasks count as one.
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
  let [clock, running, sampled, collecting] = [0, 0, 0, 0];
  for (const [i, id] of samples.entries()) {
    const collects = clock > 0 && frames.get(id)?.functionName === "(garbage collector)";
    const gap = timeDeltas[i + 1] ?? INTERVAL;
    if (collects || isOurs(id)) {
      clock += gap / 1000;
      if (collects) collecting += Math.min(gap, GAP) / 1000;
      else {
        running += Math.min(gap, GAP) / 1000;
        sampled += Math.min(gap, INTERVAL) / 1000;
      }
    } else if (clock > 0) {
      stretches.push({ clock, running, sampled, collecting });
      clock = running = sampled = collecting = 0;
    }
  }
  return stretches;
}
