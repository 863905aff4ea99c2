import { type ContextFinding, findingsIn } from "../display/context-findings.ts";
import manifest from "../package.json" with { type: "json" };
import type { ContextReport, Files } from "../protocol/context.ts";

/** A finding, and where it stands as editors count: lines and columns from 1, columns in UTF-16 units. */
interface Placed extends ContextFinding {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The workspace, and the prefix that its paths need to be right for whoever reads the findings. */
export interface Reviewed {
  readonly report: ContextReport;
  readonly files: Files;
  readonly prefix: string;
}

/** What is to be said of the workspace's own files, each once, whichever agents it is about. */
async function placed({ report: { agents }, files, prefix }: Reviewed): Promise<Placed[]> {
  const found = new Map<string, Placed>();
  for (const finding of agents.flatMap(findingsIn)) {
    const { path, span = { start: 0, end: 0 }, code, message } = finding;
    if (path.startsWith("~/")) continue;
    const file = await files.read(path);
    const text = "text" in file ? file.text : "";
    const [startLine, startColumn] = placeIn(text, span.start);
    const [endLine, endColumn] = placeIn(text, span.end);
    const key = [path, span.start, code, message].join("\n");
    found.set(key, found.get(key) ?? { ...finding, path: prefix + path, startLine, startColumn, endLine, endColumn });
  }
  return [...found.values()];
}

function placeIn(text: string, offset: number): [line: number, column: number] {
  const before = text.slice(0, offset).split("\n");
  return [before.length, before.at(-1)!.length + 1];
}

/** As workflow commands, by which GitHub writes remarks beside the lines of a pull request. */
export async function annotations(reviewed: Reviewed): Promise<string[]> {
  return (await placed(reviewed)).map(({ path, startLine, endLine, message, isWrong }) => {
    const place = `file=${property(path)},line=${startLine},endLine=${endLine},title=Tare`;
    return `::${isWrong ? "warning" : "notice"} ${place}::${data(message)}`;
  });
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** As a log of SARIF 2.1.0 (OASIS), which other systems read. */
export async function sarif(reviewed: Reviewed): Promise<unknown> {
  const findings = await placed(reviewed);
  const rules = [...new Set(findings.map(({ code }) => code))].sort();
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Tare", version: manifest.version, rules: rules.map((id) => ({ id })) } },
        columnKind: "utf16CodeUnits",
        results: findings.map(({ path, code, message, isWrong, startLine, startColumn, endLine, endColumn, span }) => ({
          ruleId: code,
          level: isWrong ? "warning" : "note",
          message: { text: message },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: encodeURI(path) },
                ...(span && { region: { startLine, startColumn, endLine, endColumn } }),
              },
            },
          ],
        })),
      },
    ],
  };
}
