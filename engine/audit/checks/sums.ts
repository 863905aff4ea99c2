import { impossible } from "./check.ts";

export const totals = impossible(
  "sum",
  "The total is not the sum of input, output and thinking tokens.",
  ({ doubt }) => doubt === "total",
);

export const parts = impossible(
  "sum",
  "More thinking tokens than output, and the total leaves no room for them beside it.",
  ({ doubt }) => doubt === "hidden",
);
