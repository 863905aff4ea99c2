import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { assetPath } from "../../engine/runtime/platform-node.ts";

/** What to read: the surprisal of `text` after `before`. */
export interface Request {
  readonly before: string;
  readonly text: string;
}

/** Of each token of the text its end in it and -ln p in nats. */
export interface Surprisals {
  readonly ends: readonly number[];
  readonly nats: readonly number[];
}

/** Whether a Python with the packages of `models/recipes/requirements.txt` is named (TARE_PYTHON). */
export function hasSmolLM2(): boolean {
  return Boolean(process.env.TARE_PYTHON);
}

/** What SmolLM2-135M finds in texts, all of them in one process. */
export function surprisals(requests: readonly Request[]): Promise<Surprisals[]> {
  return replies("models/recipes/surprisal_of.py", requests);
}

/** What SmolLM2-135M-Instruct answers, at most 24 tokens each, all in one process. */
export async function answers(
  requests: readonly { readonly text: string; readonly question: string }[],
): Promise<string[]> {
  const found = await replies<{ readonly answer: string }>("models/recipes/answers_of.py", requests);
  return found.map(({ answer }) => answer);
}

/** A reply a request, in the same order. Throws where the script fails. */
async function replies<Reply>(recipe: string, requests: readonly unknown[]): Promise<Reply[]> {
  const script = assetPath(recipe);
  const python = spawn(process.env.TARE_PYTHON!, [script], { stdio: ["pipe", "pipe", "ignore"] });
  python.stdin.end(requests.map((request) => `${JSON.stringify(request)}\n`).join(""));
  const [printed, [status]] = await Promise.all([text(python.stdout), once(python, "close")]);
  if (status !== 0) throw new Error(`${script} ended with status ${status}.`);
  return printed
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}
