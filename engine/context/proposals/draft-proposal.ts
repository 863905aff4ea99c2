import type { ContextProposal } from "../../../protocol/context.ts";

/** A proposal before it is weighed: the text that would go, and the texts behind what does not stay as it is. */
export type DraftProposal = Omit<ContextProposal, "saves" | "behind"> & {
  readonly text: string;
  readonly behind?: readonly string[];
};
