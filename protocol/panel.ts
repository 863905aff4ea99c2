import { NotificationType, NotificationType0 } from "vscode-jsonrpc";
import type { AuditGroup } from "./audit.ts";
import type { Comparison } from "./comparison.ts";
import type { Compression } from "./compression.ts";
import type { EngineState, Target } from "./engine.ts";
import type { Forecast } from "./forecast.ts";
import type { AdvisedMedium, Inspection } from "./inspection.ts";
import type { Span } from "./span.ts";

/** A slice of the chart of parts: one part, what a part holds beside its inner parts, or the small ones together. */
export interface PartShare {
  readonly title: string;
  readonly tokens: number;
  /** Share of the prompt's tokens and of its importance, 0 to 1. */
  readonly tokenShare: number;
  readonly salience: number;
  /** Colour in a chart, from 1 to 6; absent for what is small and for what no model receives. */
  readonly colour?: number;
  /** Where the part is; absent for several parts together. */
  readonly span?: Span;
}

/** Which text a message is about. A message about an older version is dropped by whoever gets it. */
export interface TextVersion {
  readonly uri: string;
  readonly version: number;
}

/** The part of an inspection that the panel shows as it is: without the lists, which grow with the text. */
export const INSPECTION_SUMMARY = [
  "model",
  "modelFromFile",
  "kind",
  "sentAs",
  "tokenizer",
  "counted",
  "count",
  "sent",
  "basis",
  "cost",
  "session",
  "prose",
  "stages",
] as const satisfies readonly (keyof Inspection)[];
export type InspectionSummary = Pick<Inspection, (typeof INSPECTION_SUMMARY)[number]>;

/** The compression that is chosen, without its text. */
export const COMPRESSION_SUMMARY = [
  "before",
  "after",
  "limited",
  "atRisk",
  "advice",
  "cost",
] as const satisfies readonly (keyof Compression)[];
export interface CompressionSummary extends Pick<Compression, (typeof COMPRESSION_SUMMARY)[number]> {
  /** What a call costs more, in US dollars, as `costChange` says. */
  readonly change?: number;
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
  /** The dearest pictures, documents and recordings of those that could be sent for less. */
  readonly media: readonly AdvisedMedium[];
  /** What the prompt is squeezed to, to the digit as the panel or a command set it; absent where it is only trimmed. */
  readonly target?: Target;
  /** Absent while it is being computed. */
  readonly compression?: CompressionSummary;
  /** Absent where there is none. */
  readonly forecast?: Forecast;
  /** Absent while it is compared for no models, or for the first time. */
  readonly comparison?: Comparison;
}

/** All that the panel shows. */
export interface PanelState {
  readonly engine: EngineState;
  readonly callsPerMonth: number;
  /** What the user's own calls show, by model and effort. */
  readonly audit: readonly AuditGroup[];
  /** Absent while no prompt is open or its first inspection is not done. */
  readonly prompt?: PromptState;
  /** Said of the active prompt while it has no numbers: that they are coming, or why they are not. */
  readonly note?: string;
  /** Set where there are no numbers because the model is not known. */
  readonly isModelUnknown?: true;
}

/** Requests of a single click that carry no data; the host runs the command of the same meaning. */
export type PanelAction =
  | "pick model"
  | "compare models"
  | "restart engine"
  | "show log"
  | "treat as prompt"
  | "open sample"
  | "import calls";

/** To the panel: the whole state, in answer to `readyNotification` and after every change. */
export const stateNotification = new NotificationType<PanelState>("tare/panel/state");

/** From the panel, once it listens. */
export const readyNotification = new NotificationType0("tare/panel/ready");
/** Without a target the prompt is only trimmed. */
export const setTargetNotification = new NotificationType<TextVersion & { readonly target?: Target }>(
  "tare/panel/setTarget",
);
export const setVolumeNotification = new NotificationType<{ readonly callsPerMonth: number }>("tare/panel/setVolume");
export const previewNotification = new NotificationType<TextVersion>("tare/panel/preview");
export const applyNotification = new NotificationType<TextVersion>("tare/panel/apply");
export const revealNotification = new NotificationType<TextVersion & { readonly span: Span }>("tare/panel/reveal");
export const actionNotification = new NotificationType<{ readonly action: PanelAction }>("tare/panel/action");
