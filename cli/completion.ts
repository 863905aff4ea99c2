import type { Command, Option } from "commander";

/** The shells that a completion script can be made for. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

/** What the user may type after the name of a command: names of its own commands, and options. */
interface Place {
  /** Of all commands down to this one, but for the program itself. */
  readonly path: readonly string[];
  readonly next: readonly { readonly name: string; readonly says: string }[];
  readonly options: readonly Option[];
}

/** A script by which a shell completes everything that a program accepts, and file names where none of that fits. */
export function completionScript(program: Command, shell: (typeof SHELLS)[number]): string {
  const places = placesOf(program, []);
  if (shell === "fish") return places.flatMap((place) => fishLines(program.name(), place)).join("\n");
  const script = bashScript(program.name(), places);
  return shell === "zsh" ? `autoload -U +X bashcompinit && bashcompinit\n${script}` : script;
}

/** The inner commands before the one that holds them. */
function placesOf(command: Command, path: readonly string[]): Place[] {
  const help = command.createHelp();
  const inner = help.visibleCommands(command);
  const next = [
    ...inner.map((one) => ({ name: one.name(), says: one.description() })),
    ...command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices.map((name) => ({ name, says: "" }))),
  ];
  return [
    ...inner.flatMap((one) => placesOf(one, [...path, one.name()])),
    { path, next, options: help.visibleOptions(command) },
  ];
}

/** What has been typed so far decides, the longest path first: a value behind its option, else names or options. */
function bashScript(program: string, places: readonly Place[]): string {
  const arms = places.flatMap(({ path, next, options }) => {
    const typed = path.length === 0 ? "" : `" ${path.join(" ")} "`;
    const values = options.filter(takesValue);
    return [
      ...values.map(({ long, argChoices = [] }) => `    ${typed}*"${long} ") words="${argChoices.join(" ")}" ;;`),
      `    ${typed}*) words="${next.map(({ name }) => name).join(" ")}" options="${options.map(({ long }) => long).join(" ")}" ;;`,
    ];
  });
  return `_${program}() {
  local word=\${COMP_WORDS[COMP_CWORD]} words= options=
  case " \${COMP_WORDS[*]:1:$((COMP_CWORD - 1))} " in
${arms.join("\n")}
  esac
  [[ $word == -* ]] && words=$options
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _${program} ${program}`;
}

function fishLines(program: string, { path, next, options }: Place): string[] {
  const seen = path.map((name) => `__fish_seen_subcommand_from ${name}`).join("; and ");
  const line = `complete -c ${program} -n ${quoted(seen || "__fish_use_subcommand")}`;
  return [
    ...next.map(({ name, says }) => `${line} -fa ${name} -d ${quoted(says)}`),
    ...options.map((option) => {
      const values = option.argChoices
        ? ` -xa ${quoted(option.argChoices.join(" "))}`
        : takesValue(option)
          ? " -r"
          : "";
      return `${line} -l ${option.long!.slice(2)}${values} -d ${quoted(option.description)}`;
    }),
  ];
}

function takesValue({ required, optional }: Option): boolean {
  return required || optional;
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
