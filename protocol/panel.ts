import { NotificationType, NotificationType0 } from "vscode-jsonrpc";
import type { AuditGroup } from "./audit.ts";
import type { Compression } from "./compression.ts";
import type { EngineState } from "./engine.ts";
import type { Forecast } from "./forecast.ts";
import type { Inspection } from "./inspection.ts";
import type { PartShare } from "./part-shares.ts";
import type { RetentionPoint } from "./retention.ts";
import type { Span } from "./span.ts";

/** Which text a message is about. A message about an older version is dropped by whoever gets it. */
export interface TextVersion {
  readonly uri: string;
  readonly version: number;
}

/** What the panel shows of an inspection as it stands: none of its lists, which grow with the text. */
export type InspectionSummary = Pick<
  Inspection,
  "model" | "kind" | "tokenizer" | "counted" | "count" | "sent" | "cost"
>;

/** The compression at the chosen retention, without its text. */
export interface CompressionSummary extends Pick<Compression, "before" | "after" | "limited" | "advice" | "cost"> {
  /** Share of the prompt's salience that stays, 0 to 1. */
  readonly salience: number;
}

/** The prompt in the active editor, as last inspected. */
export interface PromptState extends TextVersion {
  /** The file's name. */
  readonly name: string;
  /** The model's name for people. */
  readonly modelName: string;
  /** The shortest prompt that the provider caches, in tokens, where it caches any and that is known. */
  readonly cacheMinimumTokens?: number;
  readonly inspection: InspectionSummary;
  readonly shares: readonly PartShare[];
  readonly curve: readonly RetentionPoint[];
  /** Retention chosen, 0 to 1, to the digit as the panel or a command set it. */
  readonly keep: number;
  /** Absent while it is being computed. */
  readonly compression?: CompressionSummary;
  /** Absent where there is none. */
  readonly forecast?: Forecast;
}

/** All that the panel shows. */
export interface PanelState {
  readonly engine: EngineState;
  readonly callsPerMonth: number;
  /** What the user's own calls show, by model and effort. */
  readonly audit: readonly AuditGroup[];
  /** Absent while no prompt is open or its first inspection is not done. */
  readonly prompt?: PromptState;
  /** What is said of the prompt in front while it has no numbers: that they come, or why they do not. */
  readonly note?: string;
}

/** What a user asks for with one click and nothing else; the host runs the command of that meaning. */
export type PanelAction =
  | "pick model"
  | "restart engine"
  | "show log"
  | "treat as prompt"
  | "open sample"
  | "learn from calls";

/** To the panel: the whole state, in answer to `readyNotification` and after every change. */
export const stateNotification = new NotificationType<PanelState>("tare/panel/state");

/** From the panel, once it listens. */
export const readyNotification = new NotificationType0("tare/panel/ready");
export const setRetentionNotification = new NotificationType<TextVersion & { readonly keep: number }>(
  "tare/panel/setRetention",
);
export const setVolumeNotification = new NotificationType<{ readonly callsPerMonth: number }>("tare/panel/setVolume");
export const previewNotification = new NotificationType<TextVersion>("tare/panel/preview");
export const applyNotification = new NotificationType<TextVersion>("tare/panel/apply");
export const revealNotification = new NotificationType<TextVersion & { readonly span: Span }>("tare/panel/reveal");
export const actionNotification = new NotificationType<{ readonly action: PanelAction }>("tare/panel/action");
