import type { AgentContext, ContextEntry, ContextProblem, ContextProposal, Weight } from "../protocol/context.ts";
import type { Span } from "../protocol/span.ts";
import { proposalInWords } from "./context-words.ts";

/** Something to be said of a place in a file that an agent loads. */
export interface ContextFinding {
  readonly path: string;
  /** Absent where it is about the whole file. */
  readonly span?: Span;
  readonly code: ContextProblem["code"] | ContextProposal["kind"];
  readonly message: string;
  /** Whether something is wrong, and not only dear. */
  readonly isWrong: boolean;
  readonly saves?: Weight;
  /** What says the same, or the opposite, or has the same name. */
  readonly other?: ContextProposal["other"];
  /** Whether its line may go: the agent reads the same elsewhere, or nothing. */
  readonly mayGo: boolean;
}

const WRONG: ReadonlySet<ContextProposal["kind"]> = new Set(["dead-link", "contradiction"]);

/** All that is to be said of places in an agent's files: what never comes to the model, and what could go. */
export function findingsIn({ entries, proposals = [] }: AgentContext): ContextFinding[] {
  return [
    ...entries.flatMap(problemsOf),
    ...proposals.map((proposal) => ({
      path: proposal.path,
      ...(proposal.span && { span: proposal.span }),
      code: proposal.kind,
      message: proposalInWords(proposal),
      isWrong: WRONG.has(proposal.kind),
      saves: proposal.saves,
      ...(proposal.other && { other: proposal.other }),
      mayGo: proposal.isSpare === true,
    })),
  ];
}

/** What is wrong with an entry itself, and with its imports, where it names them. */
function problemsOf(entry: ContextEntry): ContextFinding[] {
  const { path, problems } = entry;
  const own = problems.map(({ code, message, span }) => ({
    path,
    ...(span && { span }),
    code,
    message,
    isWrong: true,
    mayGo: false,
  }));
  return [...own, ...importProblems(entry)];
}

function importProblems({ path, imports }: ContextEntry): ContextFinding[] {
  return imports.flatMap((one) => [
    ...one.problems.map(({ code, message }) => ({
      path,
      ...(one.at && { span: one.at }),
      code,
      message: `${one.path}: ${message}`,
      isWrong: true,
      mayGo: code === "missing",
    })),
    ...importProblems(one),
  ]);
}
