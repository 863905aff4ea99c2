import * as l10n from "@vscode/l10n";
import Papa from "papaparse";
import { fromColumns } from "./columns.ts";
import { PartialJson } from "./partial-json.ts";
import { rowOfText } from "./text-lines.ts";

/** What is done with the rows of a log. */
export interface RowTaker {
  /** A value of JSON, or a row of CSV as an object; `line` is where it begins, from 1. */
  readonly take: (row: unknown, line: number) => void;
  /** A line, and why it cannot be read. */
  readonly refuse: (line: number, message: string) => void;
}

/** A CSV of usage has a column of it, of tokens or of what was logged; the first line of any other text is no head. */
const CSV_HEAD = /^[^{[]*(?:token|usage|num_model_requests|@message)[^{[]*$/i;

/**
 * The rows of a log, which is given a line at a time: JSON lines, JSON written over several lines, arrays of either, whose
 * elements are rows, events of a stream, lines of a program's text that hold JSON or names and values, or CSV with a head. A line that is none of these is refused, and the next one is read.
 */
export class Rows {
  readonly #taker: RowTaker;
  #number: number;
  /** The line before which only blank lines came. */
  #isFirst: boolean;
  #columns: readonly string[] | undefined;
  #delimiter = ",";
  /** The lines of a value that is not whole yet, with their reader. */
  #pending: string[] = [];
  #partial = new PartialJson();

  /** `lines`: how many of the log were read before. */
  constructor(taker: RowTaker, lines = 0) {
    this.#taker = taker;
    this.#number = lines;
    this.#isFirst = lines === 0;
  }

  /** How many lines have been read. */
  get lines(): number {
    return this.#number;
  }

  /** Whether the next line begins a value that can be read without those before. */
  get isBetween(): boolean {
    return this.#columns === undefined && this.#pending.length === 0;
  }

  /** The next line, without its end. */
  line(text: string): void {
    this.#number++;
    const line = text.endsWith("\r") ? text.slice(0, -1) : text;
    const row = this.#number === 1 ? line.replace(/^\uFEFF/, "") : line;
    if (this.#columns) this.#csvLine(row);
    else this.#jsonLine(row, this.#number);
  }

  /** There are no more lines. */
  end(): void {
    if (this.#columns) {
      if (this.#pending.length > 0)
        this.#taker.refuse(this.#number - this.#pending.length + 1, l10n.t("a quote that does not end"));
      return;
    }
    while (this.#pending.length > 0) this.#giveUp(this.#number);
  }

  #jsonLine(row: string, number: number): void {
    if (this.#pending.length === 0) {
      if (row.trim() === "") return;
      const value = parsed(row) ?? rowOfText(row);
      if (value !== undefined) {
        this.#isFirst = false;
        if (value === "") return;
        for (const element of Array.isArray(value) ? value : [value]) this.#taker.take(element, number);
        return;
      }
      if (this.#isFirst && CSV_HEAD.test(row) && this.#head(row)) return;
      this.#isFirst = false;
    }
    this.#pending.push(row);
    const whole = this.#partial.next(row, number);
    if (!whole) {
      this.#giveUp(number);
      return;
    }
    for (const { text, line } of whole) {
      const value = parsed(text);
      if (value === undefined) this.#taker.refuse(line, l10n.t("not JSON"));
      else this.#taker.take(value, line);
    }
    if (!this.#partial.isOpen) this.#pending = [];
    // The rows of an array that are whole are done with.
    else if (whole.length > 0) this.#pending = [row];
  }

  /** What has begun is no JSON: its first line is named, and the others are read on their own. */
  #giveUp(number: number): void {
    const [, ...others] = this.#pending;
    this.#partial = new PartialJson();
    this.#pending = [];
    this.#taker.refuse(number - others.length, l10n.t("not JSON"));
    for (const [i, row] of others.entries()) this.#jsonLine(row, number - others.length + 1 + i);
  }

  #head(row: string): boolean {
    const { data, meta } = Papa.parse<string[]>(row);
    const columns = data[0] ?? [];
    if (columns.length < 2) return false;
    this.#columns = columns.map((name) => name.trim());
    this.#delimiter = meta.delimiter;
    return true;
  }

  #csvLine(text: string): void {
    this.#pending.push(text);
    const record = this.#pending.join("\n");
    // A field in quotes may hold line breaks.
    if ((record.split('"').length - 1) % 2 > 0) return;
    const line = this.#number - this.#pending.length + 1;
    this.#pending = [];
    if (record.trim() === "") return;
    const cells = Papa.parse<string[]>(record, { delimiter: this.#delimiter }).data[0] ?? [];
    this.#taker.take(fromColumns(this.#columns!.map((name, i) => [name, cells[i] ?? ""] as const)), line);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
