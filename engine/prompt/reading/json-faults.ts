import * as l10n from "@vscode/l10n";

/** What a parser of JSON says of a fault, by its code, in words. */
export function faultInWords(code: string): string {
  const words: Readonly<Record<string, string>> = {
    InvalidSymbol: l10n.t("invalid symbol"),
    InvalidNumberFormat: l10n.t("invalid number format"),
    PropertyNameExpected: l10n.t("property name expected"),
    ValueExpected: l10n.t("value expected"),
    ColonExpected: l10n.t("colon expected"),
    CommaExpected: l10n.t("comma expected"),
    CloseBraceExpected: l10n.t("close brace expected"),
    CloseBracketExpected: l10n.t("close bracket expected"),
    EndOfFileExpected: l10n.t("end of file expected"),
    InvalidCommentToken: l10n.t("invalid comment token"),
    UnexpectedEndOfComment: l10n.t("unexpected end of comment"),
    UnexpectedEndOfString: l10n.t("unexpected end of string"),
    UnexpectedEndOfNumber: l10n.t("unexpected end of number"),
    InvalidUnicode: l10n.t("invalid unicode"),
    InvalidEscapeCharacter: l10n.t("invalid escape character"),
    InvalidCharacter: l10n.t("invalid character"),
  };
  return words[code] ?? code;
}
