import type { Files } from "../../protocol/context.ts";

/** A workspace in memory: texts by path; `~/` begins those of the user. */
export function mapFiles(texts: Readonly<Record<string, string>>): Files {
  const files = new Map(Object.entries(texts));
  const isIn = (folder: string) => (path: string) =>
    folder === "" ? !path.startsWith("~/") : path.startsWith(`${folder}/`);
  return {
    list: async (folder) => ({ files: [...files.keys()].filter(isIn(folder)), problems: [] }),
    read: async (path) => {
      const text = files.get(path);
      return text === undefined ? { refused: "missing" } : { text, size: Buffer.byteLength(text) };
    },
  };
}
