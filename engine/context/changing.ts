import * as l10n from "@vscode/l10n";
import { once } from "../../protocol/once.ts";
import type { Span } from "../../protocol/span.ts";
import { english } from "../lexicon/words.ts";
import type { Draft } from "./agent.ts";
import { withoutCode } from "./mentions.ts";

/** Something in a text that is sent with every turn and does not stay as it is. */
export interface Changing {
  /** Where it begins in what is sent of the file. */
  readonly at: number;
  /** What stands there, as the file has it; absent where the whole file changes. */
  readonly text?: string;
  /** In the user's words. */
  readonly message: string;
}

/** Files that are written to with every change of a project. */
const KEPT_UP =
  /(?:^|\/)(?:CHANGELOG|CHANGES|HISTORY)(?:\.[^/]*)?$|(?:^|[./-])lock(?:\.[^/]*)?$|-lock\.(?:json|yaml)$|\.log$/i;

const patterns = once(() => {
  const { dates, states } = english().changing;
  const year = "[^\\n]{0,12}\\b20\\d\\d\\b[-\\d:TZ. ]*";
  return new RegExp(`\\b(?:(?:${dates.join("|")})\\b${year}|(?:${states.join("|")})\\b\\W{0,3}:[^\\n]{3,60})`, "gi");
});

/** What in a draft changes by itself or is kept up by hand: dates, states of git, files that are written to. O(text). */
export function changingIn({ path, text = "", isOwnNotes }: Draft): Changing[] {
  if (text === "") return [];
  const whole = (message: string) => [{ at: 0, message }];
  if (isOwnNotes)
    return whole(
      l10n.t("The agent writes to this file by itself: each time it changes, the provider's cache ends here."),
    );
  if (KEPT_UP.test(path))
    return whole(
      l10n.t(
        "This file changes with every change of the project: each time it changes, the provider's cache ends here.",
      ),
    );
  return [...withoutCode(text).matchAll(patterns())].map(({ 0: found, index }) => ({
    at: index,
    text: found.trimEnd(),
    message: l10n.t(
      "“{0}” does not stay as it is: each time it changes, the provider's cache ends here.",
      found.trimEnd(),
    ),
  }));
}

/** Where in its file something stands that is sent. */
export function placeOf({ text }: Changing, file: string | undefined): Span | undefined {
  const start = text === undefined ? -1 : (file?.indexOf(text) ?? -1);
  return text === undefined || start < 0 ? undefined : { start, end: start + text.length };
}
