import type { Files } from "../../protocol/context.ts";
import type { Surroundings } from "../context/server-launch.ts";

/** A workspace that lies on this machine. `home`: the URI of the user's home there. `around`: what servers start in. */
export interface OnDisk {
  readonly files: Files;
  readonly home: string;
  readonly around: Surroundings;
}
