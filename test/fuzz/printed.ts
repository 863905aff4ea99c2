import assert from "node:assert/strict";

// biome-ignore-start lint/suspicious/noControlCharactersInRegex: control characters are what they look for
/** The styles of the command line's own; the fuzz uses others. */
const OWN_STYLES = /\u001b\[(?:1|2|9|22|29|31|33|39)m/g;
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: as above

/** Fails where what is printed meanwhile holds a control character. */
export function assertPrintsSafely(print: () => void): void {
  const { log } = console;
  let output = "";
  console.log = (line: string) => {
    output += `${line}\n`;
  };
  try {
    print();
  } finally {
    console.log = log;
  }
  assert.doesNotMatch(output.replace(OWN_STYLES, ""), CONTROL, "a control character is printed");
}
