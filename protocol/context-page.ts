import { NotificationType, NotificationType0 } from "vscode-jsonrpc";
import type { Loads, Weight } from "./context.ts";
import type { Span } from "./span.ts";

/** A place of a file: where to look. */
export interface ContextPlace {
  readonly path: string;
  readonly span?: Span;
}

/** What an agent loads of one file, or of one tool: its tokens now, and those left once what could go is gone. */
export interface ContextTile extends ContextPlace {
  readonly name: string;
  readonly tokens: number;
  readonly left: number;
}

/** What is loaded in one way, the heaviest first. */
export interface ContextMapPart {
  readonly loads: Loads;
  readonly tiles: readonly ContextTile[];
}

/** The loaded context of an agent as areas. */
export interface ContextMap {
  readonly agent: string;
  readonly model: string;
  readonly parts: readonly ContextMapPart[];
  /** What every turn sends. */
  readonly standing: Weight;
  /** The same once what could go is gone; absent until that has been looked for. */
  readonly left?: Weight;
}

/** All that the page of the map shows. */
export interface ContextMapState {
  readonly isReading: boolean;
  /** Absent where no agent loads anything, and before that is known. */
  readonly map?: ContextMap;
  /** Why it could not be made, in the user's words. */
  readonly failure?: string;
}

/** To the page: the whole state, after `contextMapReadyNotification` and after every change. */
export const contextMapStateNotification = new NotificationType<ContextMapState>("tare/contextMap/state");

/** From the page, once it listens. */
export const contextMapReadyNotification = new NotificationType0("tare/contextMap/ready");
/** A file is to be opened at its place. */
export const openPlaceNotification = new NotificationType<ContextPlace>("tare/contextMap/open");
