/** A growing list of tokens, each with the byte where it ends. */
export class TokenList {
  #tokens = new Uint32Array(1024);
  #ends = new Uint32Array(1024);
  #length = 0;

  push(token: number, end: number): void {
    if (this.#length === this.#tokens.length) {
      this.#tokens = grown(this.#tokens);
      this.#ends = grown(this.#ends);
    }
    this.#tokens[this.#length] = token;
    this.#ends[this.#length++] = end;
  }

  tokens(): Uint32Array {
    return this.#tokens.slice(0, this.#length);
  }

  ends(): Uint32Array {
    return this.#ends.slice(0, this.#length);
  }
}

function grown(values: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(values.length * 2);
  larger.set(values);
  return larger;
}
