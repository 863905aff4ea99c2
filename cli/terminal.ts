import { once } from "node:events";
import colors from "picocolors";

/*
 * The only place that writes to the terminal. Whatever is printed may hold text of others (prompts, logs, names of files
 * and models), and control characters in it would drive the terminal: only styles that are made here get through.
 */

/** A stretch of a line in a style. */
export interface Styled {
  readonly text: string;
  readonly paint: (text: string) => string;
}
export type Piece = string | Styled;

export function styled(paint: (text: string) => string): (text: string) => Styled {
  return (text) => ({ text, paint });
}

export const bold = styled(colors.bold);
export const dim = styled(colors.dim);

/** C0 without tab and line feed, DEL, C1, and the marks that turn the direction of text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A text of any number of lines with its control characters as their pictures. */
export function visible(text: string): string {
  return text.replace(/\r\n/g, "\n").replace(UNSEEN, picture);
}

/** As `visible`, for line breaks too, so that one line stays one line. */
export function visibleLine(text: string): string {
  return visible(text).replace(/[\t\n]/g, picture);
}

function picture(control: string): string {
  const code = control.charCodeAt(0);
  if (code === 0x7f) return "\u2421";
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\ufffd";
}

/** Prints a line. */
export function print(...pieces: readonly Piece[]): void {
  console.log(pieces.map((piece) => shown(piece, visibleLine)).join(""));
}

/** Prints a text of any number of lines. */
export function printText(pieces: readonly Piece[]): void {
  console.log(pieces.map((piece) => shown(piece, visible)).join(""));
}

function shown(piece: Piece, safe: (text: string) => string): string {
  return typeof piece === "string" ? safe(piece) : piece.paint(safe(piece.text));
}

/** Says something on standard error, in one line. */
export function say(message: string): void {
  console.error(`tare: ${visibleLine(message)}`);
}

/**
 * Writes a text that is the result itself: to the byte into a pipe or a file, made visible on a terminal. Waits where
 * its reader is slow.
 */
export async function writeResult(text: string): Promise<void> {
  if (!process.stdout.write(process.stdout.isTTY ? visible(text) : text)) await once(process.stdout, "drain");
}

/** Writes bytes into a pipe or a file, and waits where its reader is slow. */
export async function writeBytes(bytes: Uint8Array): Promise<void> {
  if (!process.stdout.write(bytes)) await once(process.stdout, "drain");
}

/** Prints JSON on a line, and waits where its reader is slow. */
export async function printJson(json: string): Promise<void> {
  if (!process.stdout.write(`${escapedJson(json)}\n`)) await once(process.stdout, "drain");
}

/** The same JSON: JSON leaves these characters as they are, in its strings only. */
function escapedJson(json: string): string {
  return json.replace(UNSEEN, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
