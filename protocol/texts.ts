import { NotificationType } from "vscode-jsonrpc";

/** The texts of the editor's language, by the English ones that the code gives to `l10n.t`. */
export type Texts = Readonly<Record<string, string>>;

/** To a page and to the engine, before anything else: texts for what they say; none is sent where that is English. */
export const textsNotification = new NotificationType<{ readonly texts: Texts }>("tare/texts");
