import { readTemplate } from "../reading/role-blocks.ts";
import type { Format } from "./format.ts";

/** What is nothing else: any text may be a prompt. */
export const text: Format = {
  kind: "text",
  sniff: () => true,
  read: readTemplate,
};
