import type { CommitHistory, Files } from "../../protocol/context.ts";

/** What is filled into the launch of a server: the workspace's folder, and variables of the environment by name. */
export interface Surroundings {
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A workspace that lies on this machine. `home`: the URI of the user's home there. `around`: what servers start in. */
export interface OnDisk {
  readonly files: Files;
  readonly home: string;
  readonly around: Surroundings;
  /** Its latest commits, up to so many, that touch what an agent may load. Runs git; rejects with a `Failure`. */
  history(most: number): Promise<CommitHistory>;
}
