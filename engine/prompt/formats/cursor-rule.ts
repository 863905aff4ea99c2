import { readDocument } from "../reading/document.ts";
import type { Format } from "./format.ts";

/** A rule of Cursor: Markdown with front matter of its own. */
export const cursorRule: Format = { kind: "cursor-rule", read: readDocument };
