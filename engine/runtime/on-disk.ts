import type { CommitHistory, Files } from "../../protocol/context.ts";
import type { Surroundings } from "../context/server-launch.ts";

/** A workspace that lies on this machine. `home`: the URI of the user's home there. `around`: what servers start in. */
export interface OnDisk {
  readonly files: Files;
  readonly home: string;
  readonly around: Surroundings;
  /** Its latest commits, up to so many, that touch what an agent may load. Runs git; rejects with a `Failure`. */
  history(most: number): Promise<CommitHistory>;
}
