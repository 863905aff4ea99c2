import type { Profiler, Runtime } from "node:inspector";
import type { Workbench } from "../../test/support/workbench.ts";

/** Microseconds between two samples of the profiler. */
const INTERVAL = 500;

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
 * Milliseconds of each stretch in which the host ran code of Tare without a break, the longest first. Neighbouring
 * tasks count as one, and so does time in which the machine ran something else instead: an upper bound.
 */
export function ourStretches({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): number[] {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const known = new Map<number, boolean>();
  const isOurs = (id: number): boolean => {
    const parent = parents.get(id);
    const ours = known.get(id) ?? (isOurCode(frames.get(id)!) || (parent !== undefined && isOurs(parent)));
    known.set(id, ours);
    return ours;
  };
  const stretches: number[] = [];
  let length = 0;
  for (const [i, id] of samples.entries()) {
    const continues = length > 0 && frames.get(id)?.functionName === "(garbage collector)";
    if (isOurs(id) || continues) length += (timeDeltas[i + 1] ?? INTERVAL) / 1000;
    else if (length > 0) {
      stretches.push(length);
      length = 0;
    }
  }
  return stretches.sort((a, b) => b - a);
}
