"""Prints public thinking traces, a JSON object a line: {"set", "group", "model", "prompt", "thinking", "answer"}.

    python models/recipes/coin_traces.py CLONES > traces.jsonl

CLONES holds a clone of each repository, <owner>/<name>; what is read is the commit named here. Traces of one problem share
their group, and a half. No row of them ships.
"""

import collections
import json
import re
import subprocess
import sys
from pathlib import Path

CLONES = Path(sys.argv[1])
# Apache-2.0; traces of open models alone, as others are shown as summaries.
ECONOMY = "cpldcpu/LRMTokenEconomy", "d5cc353cf1250b805f955504b807530248154e62"
SUMMARISED = re.compile("gemini|claude|grok|^o")
# MIT; R1 distillates on MATH.
MATH = "uzaymacar/understanding-reasoning-models", "edcadd22f1b0b51bd37860ba805a1a00f8d82d22"
# MIT; gpt-oss-120b on programming tasks.
CODING = "agatha-duzan/cot-monitor-stress-test", "b93c39c3560b9dd76ceca81baa180c1798b679a4"
RUNS = ["nohack", "s200", "s400", "s350_sutl"]
LEAST, LEAST_ANSWER, MOST_OF_A_TASK = 200, 20, 8


def git(source, *arguments):
    """What git says of the commit; empty for a file that the clone lacks."""
    repository, commit = source
    command = ["git", "-C", str(CLONES / repository), *arguments[:-1], f"{commit}{arguments[-1]}"]
    return subprocess.run(command, capture_output=True).stdout.decode("utf8", "replace")


def economy():
    paths = git(ECONOMY, "ls-tree", "-r", "--name-only", "").split("\n")
    for path in paths:
        text = git(ECONOMY, "show", f":{path}") if re.fullmatch(r"data/output_queries.*\.json", path) else ""
        for row in json.loads(text)["results"] if text else []:
            if SUMMARISED.search(row["llm"]):
                continue
            for thinking, answer in list(zip(row.get("thinking") or [], row.get("output") or []))[:2]:
                yield "token_economy", row["prompt_id"], row["llm"], row["prompt"], thinking, answer


def math():
    for row in json.loads(git(MATH, "show", ":math_cot_results_t=0.8_mnt=3600_tp=0.92.json")):
        found = re.search("<think>(.*?)</think>(.*)", row["generated_cot"], re.DOTALL)
        if found:
            yield "math", str(row["problem_id"]), "r1-distill", row["problem_text"], *found.groups()


def coding():
    seen = collections.Counter()
    for run in RUNS:
        for line in git(CODING, "show", f":setting4_exploration/results_gptoss120b/{run}.jsonl").split("\n"):
            row = json.loads(line) if line.strip() else {}
            task = (run, row.get("task_id"))
            if row.get("internal_reasoning") and row.get("external_output") and seen[task] < MOST_OF_A_TASK:
                seen[task] += 1
                yield "coding", task[1], "gpt-oss-120b", "", row["internal_reasoning"], row["external_output"]


def main():
    for kind in (economy, math, coding):
        for name, group, model, prompt, thinking, answer in kind():
            thinking, answer = (thinking or "").strip(), (answer or "").strip()
            if len(thinking) > LEAST and len(answer) > LEAST_ANSWER:
                texts = {"prompt": prompt, "thinking": thinking, "answer": answer}
                print(json.dumps({"set": name, "group": f"{name}:{group}", "model": model, **texts}))


if __name__ == "__main__":
    main()
