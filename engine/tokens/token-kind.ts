import type { TokenKind } from "../../protocol/catalogue.ts";

const BLANK = 0x20;

/** The kind of a token by its bytes in UTF-8. A part of a character is of its script where its first byte tells that. */
export function kindOf(bytes: Uint8Array): TokenKind {
  const first = bytes[bytes[0] === BLANK ? 1 : 0] ?? BLANK;
  if (first < 0x80) {
    const character = String.fromCharCode(first);
    if (/[a-z]/i.test(character)) return "letters";
    return /\d/.test(character) ? "digits" : "signs";
  }
  if (first >= 0xc3 && first <= 0xc9) return "letters"; // U+00C0 to U+027F
  return first === 0xc2 || first === 0xe2 ? "signs" : "others"; // U+0080 to U+00BF, U+2000 to U+2FFF
}
