#!/usr/bin/env node
import { Argument, Command, CommanderError, Option } from "commander";
import { allModels, asOf, DEFAULT_MODEL, searchModels } from "../engine/cost/catalogue.ts";
import { useRefreshedPrices } from "../engine/cost/refreshed-prices.ts";
import manifest from "../package.json" with { type: "json" };
import { STRENGTHS } from "../protocol/compression.ts";
import { AGENTS } from "../protocol/context.ts";
import { asFailure } from "../protocol/failure.ts";
import { METHODS } from "../protocol/inspection.ts";
import { LEDGER_VIEWS } from "../protocol/ledger.ts";
import { type AuditOptions, runAudit } from "./audit.ts";
import { type CompareOptions, runCompare } from "./compare.ts";
import { completionScript, SHELLS } from "./completion.ts";
import { type CompressOptions, runCompress } from "./compress.ts";
import { runContext } from "./context.ts";
import { type ForecastOptions, runForecast, withForecastOptions } from "./forecast.ts";
import { type InspectOptions, runInspect } from "./inspect.ts";
import { runLedgerExport, runLedgerImport, runLedgerReport } from "./ledger.ts";
import { appended, day, names, share, wholeNumber } from "./option-values.ts";
import { useOwnModels } from "./own-models.ts";
import { printModels } from "./print.ts";
import { refreshPrices } from "./refresh-prices.ts";
import { savedTools } from "./saved-tools.ts";
import { Session } from "./session.ts";
import { printJson, printText, say, visible } from "./terminal.ts";

/** Exit status: 0 done, 1 the input was bad, 2 wrong usage, which includes an unknown model. */
const BAD_INPUT = 1;
const WRONG_USAGE = 2;

const program = new Command("tare")
  .description("Shows what a prompt really weighs. Everything runs on this machine.")
  .version(manifest.version, "-V, --version", "print the version")
  .addHelpText("after", "\nExit status: 0 done, 1 the input was bad, 2 wrong usage.")
  .hook("preAction", async (_, command) => {
    // A damaged price table must not stop the command that repairs it.
    if (command.opts().refresh !== undefined) return;
    useRefreshedPrices();
    await useOwnModels();
  })
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(visible(text.replace(/^error: /, "tare: "))) });

const PROMPTS = "prompts, as names or patterns; - or none reads standard input";

function promptCommand(name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .argument("[files...]", PROMPTS, ["-"])
    .option(
      "--model <id>",
      `the model whose tokenizer and prices apply; else the one that the file names, else ${DEFAULT_MODEL}`,
    )
    .option("--question <text>", "the question that the prompt is to answer; what matters to it is more important")
    .addOption(
      new Option(
        "--method <name>",
        "what the heat map shows: importance (the default), which decides what is removed, or an attribution",
      ).choices(METHODS),
    )
    .option("--json", "print the result as JSON")
    .option("--jsonl", 'read one JSON prompt a line, {"text": ...}; write one JSON result a line');
}

promptCommand("inspect", "tokens, price, the importance of each word, and what trim removes")
  .addOption(
    new Option("--budget <n>", "token budget: exit with status 1 if more tokens than this are sent")
      .argParser(wholeNumber)
      .conflicts("jsonl"),
  )
  .action((files: string[], options: InspectOptions) => withSession((session) => runInspect(session, files, options)));

promptCommand("compress", "a shorter prompt: trimmed of filler, or squeezed to a target (--keep or --tokens)")
  .option("--keep <share>", "target: share of the prose to keep, as 0.7, 70 or 70%", share)
  .addOption(new Option("--tokens <n>", "target: number of tokens to keep").argParser(wholeNumber).conflicts("keep"))
  .addOption(
    new Option(
      "--strength <name>",
      "how far squeeze may go: strict, no further than trim; normal, up to the first rule; light, word by word",
    )
      .choices(STRENGTHS)
      .default("normal"),
  )
  .option("--force <text>", "text that is never removed; may be given again", appended)
  .option("--keep-digits", "never remove a word with a digit")
  .option("--keep-first <n>", "keep the first n sentences whole", wholeNumber)
  .option("--keep-last <n>", "keep the last n sentences whole", wholeNumber)
  .addOption(new Option("--diff", "print the removals as a unified diff").conflicts(["json", "jsonl"]))
  .action((files: string[], options: CompressOptions) =>
    withSession((session) => runCompress(session, files, options)),
  );

withForecastOptions(
  promptCommand("forecast", "how many tokens the model will think before it answers, and what the call costs"),
).action((files: string[], options: ForecastOptions) => withSession((session) => runForecast(session, files, options)));

program
  .command("audit")
  .description("check a call log: can the billed thinking tokens be right, and did they grow?")
  .argument(
    "[logs...]",
    "call logs of tools, gateways and providers, or folders of them, the oldest first; - or none reads standard input",
  )
  .option("--since <day>", "compare the calls from this day on with those before, such as 2026-11-20", day)
  .option("--json", "print the result as JSON")
  .action((logs: string[], options: AuditOptions) => withSession((session) => runAudit(session, logs, options)));

const ledger = program.command("ledger").description("what call logs say was spent, and what of it nobody sees");
const LEDGER_PATHS = "call logs, or folders of them; - reads standard input; without any, all that was imported";

ledger
  .command("import")
  .description("read what is new in call logs into the ledger on this machine: numbers, never the text of a prompt")
  .argument("[paths...]", "call logs, or folders of them; without any, those that known tools keep")
  .action(runLedgerImport);

ledger
  .command("report")
  .description("spending by model, day, project, session or tool, with its invisible share")
  .argument("[paths...]", LEDGER_PATHS)
  .addOption(new Option("--by <views...>", "what to split it by").choices(LEDGER_VIEWS).default(["model", "day"]))
  .option("--json", "print all of it as JSON")
  .action(runLedgerReport);

ledger
  .command("export")
  .description("every usage record with its cost by the price table, never the text of a prompt")
  .argument("[paths...]", LEDGER_PATHS)
  .option("--csv", "one CSV in place of JSON lines")
  .addOption(new Option("--parquet", "a file of Apache Parquet in place of JSON lines").conflicts("csv"))
  .action(runLedgerExport);

program
  .command("context")
  .description("what agents load by themselves in a workspace, before anybody has typed a word")
  .argument("[folder]", "the workspace", ".")
  .addOption(new Option("--agent <names...>", "these agents; else all that load anything").choices(AGENTS))
  .option("--model <id>", "the model whose tokenizer and prices apply; else for each agent its usual one")
  .option("--start <folder>", "the folder of the workspace in which the agent starts; else the workspace itself")
  .option("--file <path>", "the file that the agent works on: what it loads is counted, too")
  .option("--tools <server=file>", "a server's answer to tools/list, saved; may be given again", savedTools)
  .option(
    "--proposals",
    "say what could go, too: what is said twice, what is about one folder, links that lead nowhere",
  )
  .addOption(
    new Option(
      "--since <ref>",
      "tokens a turn at a commit, a branch or a tag, after each commit that changed them, and now",
    ).conflicts(["budget", "proposals", "file", "annotations", "sarif"]),
  )
  .option("--no-user", "leave out the user's own files, as in ~/.claude")
  .addOption(
    new Option("--budget <n>", "token budget: exit with status 1 if a turn sends more than this").argParser(
      wholeNumber,
    ),
  )
  .addOption(new Option("--markdown", "print the result as Markdown").conflicts("json"))
  .addOption(
    new Option("--annotations", "print what is wrong and what could go as workflow commands of GitHub").conflicts([
      "json",
      "markdown",
      "sarif",
    ]),
  )
  .addOption(new Option("--sarif", "print the same as SARIF 2.1.0").conflicts(["json", "markdown"]))
  .option("--json", "print the result as JSON")
  .action(runContext);

program
  .command("compare")
  .description("one prompt for several models: tokens, price, thinking, and how each cuts up its words")
  .argument("[files...]", PROMPTS, ["-"])
  .requiredOption("--models <ids>", "the models, separated by commas", names)
  .option("--json", "print the result as JSON")
  .option("--jsonl", 'read one JSON prompt a line, {"text": ...}; write one JSON result a line')
  .action((files: string[], options: CompareOptions) => withSession((session) => runCompare(session, files, options)));

program
  .command("models")
  .description("the known models, the newest first: tokenizer, prices and their date, effort levels")
  .argument("[filter...]", "words that the id, the name or the provider must hold")
  .option("--json", "print the result as JSON")
  .option("--refresh <file>", "make the price table anew from genai-prices' list, prices/new_data/v2/data.json")
  .option("--as-of <day>", "the day of that list, as 2026-11-20; else the day on which the file was written", day)
  .action(async (filter: string[], options: { json?: boolean; refresh?: string; asOf?: string }) => {
    if (options.refresh !== undefined) return refreshPrices(options.refresh, options.asOf);
    const models = filter.length > 0 ? searchModels(filter.join(" ")) : allModels();
    if (options.json) await printJson(JSON.stringify({ asOf: asOf(), models }));
    else printModels(asOf(), models);
  });

program
  .command("mcp")
  .description("serve these commands to agents: a Model Context Protocol server on standard input and output")
  .action(async () => {
    // Loaded here only: the other commands should not wait for it.
    const { serveMcp } = await import("./mcp.ts");
    await serveMcp();
  });

program
  .command("completion")
  .description("a script for a shell, which then completes commands and options: source <(tare completion bash)")
  .addArgument(new Argument("<shell>", "the shell").choices(SHELLS))
  .action((shell: (typeof SHELLS)[number]) => printText([completionScript(program, shell)]));

async function withSession(work: (session: Session) => Promise<void>): Promise<void> {
  const session = new Session();
  try {
    await work(session);
  } finally {
    await session.close();
  }
}

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // The reader of the output has closed it (`| head`) and wants no more.
  if (error.code === "EPIPE") process.exit();
  say(`the output cannot be written: ${error.message}`);
  process.exit(BAD_INPUT);
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : WRONG_USAGE;
  else {
    const { code, message } = asFailure(error);
    say(message);
    process.exitCode = code === "usage" || code === "unknown-model" ? WRONG_USAGE : BAD_INPUT;
  }
}
