/** A whole value of JSON, and the number of the line where it began. */
export interface WholeValue {
  readonly text: string;
  readonly line: number;
}

/** The longest value that is read, in UTF-16 units: as long as the longest line. */
const LONGEST = 2 ** 25;

/** A token of JSON after white space: a mark, a string, or a number or name. */
const TOKEN = /\s*(?:([{}[\],:])|("[^"\\]*(?:\\.[^"\\]*)*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;
const CLOSES: ReadonlyMap<string, string> = new Map([
  ["}", "{"],
  ["]", "["],
]);

/**
 * JSON that is written over several lines, one after the other. It gives each value of the outermost level as soon as it is
 * whole, and each element of an array there, and knows at the first character that cannot follow that this is no JSON.
 */
export class PartialJson {
  /** The brackets that are open, the outermost first. */
  readonly #open: string[] = [];
  /** What came last: a mark, "key", "value" or, at the start, nothing. */
  #last = "";
  /** What has come of a value that is not yet whole, and the line where it began: 0 between values. */
  #text = "";
  #line = 0;

  /** Whether something has begun and is not yet whole. */
  get isOpen(): boolean {
    return this.#open.length > 0;
  }

  /** The values that a line completes; undefined where it cannot follow, or what has begun is too long. */
  next(row: string, line: number): WholeValue[] | undefined {
    const whole: WholeValue[] = [];
    let from = 0;
    let end = 0;
    const last = row.trimEnd().length;
    while (end < last) {
      TOKEN.lastIndex = end;
      const [all, mark, string] = TOKEN.exec(row) ?? [];
      if (all === undefined) return undefined;
      end += all.length;
      const isOutermostArray = !this.isOpen && mark === "[";
      const isBetween = mark === "," || mark === "]";
      if (this.#line === 0 && !isOutermostArray && !isBetween) {
        from = end - all.trimStart().length;
        this.#line = line;
      }
      if (!this.#follows(mark ?? (string === undefined ? "scalar" : "string"))) return undefined;
      if (this.#line > 0 && this.#last === "value" && this.#open.length === this.#depthOfValues) {
        whole.push({ text: this.#text + row.slice(from, end), line: this.#line });
        [this.#text, this.#line] = ["", 0];
      }
      if (!this.isOpen) this.#last = "";
    }
    if (this.#line > 0) this.#text += `${row.slice(from)}\n`;
    return this.#text.length > LONGEST ? undefined : whole;
  }

  /** How many brackets are open around the values that are given: one around the elements of an outermost array. */
  get #depthOfValues(): number {
    return this.#open[0] === "[" ? 1 : 0;
  }

  /** Whether a token may follow what came last; if so, it is taken. */
  #follows(token: string): boolean {
    const inside = this.#open.at(-1);
    const isValueDue =
      this.#last === "" || this.#last === "[" || this.#last === ":" || (this.#last === "," && inside === "[");
    const isKeyDue = inside === "{" && (this.#last === "{" || this.#last === ",");
    if (token === "{" || token === "[") {
      if (!isValueDue) return false;
      this.#open.push(token);
      this.#last = token;
      return true;
    }
    const opened = CLOSES.get(token);
    if (opened !== undefined) {
      if (inside !== opened || (this.#last !== opened && this.#last !== "value")) return false;
      this.#open.pop();
      this.#last = "value";
      return true;
    }
    if (token === "," || token === ":") {
      if (inside === undefined || this.#last !== (token === "," ? "value" : "key")) return false;
      this.#last = token;
      return true;
    }
    if (token === "string" && isKeyDue) {
      this.#last = "key";
      return true;
    }
    this.#last = "value";
    return isValueDue;
  }
}
