"""Fits the task guard: what kind of task a prompt sets (a multinomial logistic regression on words and looks).

    pip install --no-deps promptsource
    python models/recipes/task_prompts.py ../shared/data > prompts.jsonl
    node --import tsx models/recipes/task_features.ts < prompts.jsonl > features.jsonl
    python models/recipes/task_kind.py features.jsonl

Prints accuracy and confusion by cross-validation that leaves whole data sets out (IFEval, SWE-bench and the prompt files
are the only sets of their kind and are split by prompts), beside the heuristic for word problems, then writes
models/task-kind/weights.json fitted on all rows.
"""

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from manifest import write_manifest

TASKS = ["reasoning", "question", "classification", "summary", "writing", "agent", "code", "none"]
ALONE = {"ifeval", "swe_bench_verified"}
FOLDS = 8
WORDS = 300  # beside the looks, which are all kept
LEAST_PROMPTS, LEAST_SETS = 8, 2
STRENGTH = 0.02  # C: the inverse of the penalty
SURE = 0.5  # no task is named at a lower probability


def vocabulary(rows):
    """The looks and the words that tell most of the task, by mutual information, of those in more than one set."""
    prompts, sets = Counter(), {}
    for row in rows:
        for name in row["features"]:
            prompts[name] += 1
            sets.setdefault(name, set()).add(row["set"])
    looks = sorted(name for name in prompts if name.startswith("("))
    words = sorted(
        name
        for name, n in prompts.items()
        if not name.startswith("(") and n >= LEAST_PROMPTS and len(sets[name]) >= LEAST_SETS
    )
    weights = weights_of(rows)
    tasks = np.array([TASKS.index(row["task"]) for row in rows])
    prior = np.bincount(tasks, weights, len(TASKS)) / weights.sum()
    has = np.array([[name in row["features"] for name in words] for row in rows])
    information = np.zeros(len(words))
    for present in (has, ~has):
        mass = (weights[:, None] * present).sum(0) / weights.sum() + 1e-12
        for task in range(len(TASKS)):
            joint = (weights[:, None] * present * (tasks == task)[:, None]).sum(0) / weights.sum()
            information += joint * np.log(np.maximum(joint, 1e-12) / (mass * prior[task]))
    return looks + [words[i] for i in np.argsort(-information, kind="stable")[:WORDS]]


def weights_of(rows):
    """Every task weighs the same, and every set of a task."""
    size = Counter((row["task"], row["set"]) for row in rows)
    sets = Counter(task for task, _ in size)
    weights = np.array([1 / (size[row["task"], row["set"]] * sets[row["task"]]) for row in rows])
    return weights * len(rows) / weights.sum()


def fit(rows):
    names = vocabulary(rows)
    matrix = columns(rows, names)
    deviation = matrix.std(0) + 1e-9
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(
        matrix / deviation, [TASKS.index(row["task"]) for row in rows], sample_weight=weights_of(rows)
    )
    return names, model.coef_ / deviation, model.intercept_


def columns(rows, names):
    return np.array([[row["features"].get(name, 0) for name in names] for row in rows], dtype=float)


def predict(model, rows):
    names, weights, intercept = model
    scores = columns(rows, names) @ weights.T + intercept
    odds = np.exp(scores - scores.max(1, keepdims=True))
    return odds / odds.sum(1, keepdims=True)


def main():
    with open(sys.argv[1]) as lines:
        rows = [json.loads(line) for line in lines]
    alone = lambda row: row["set"] in ALONE or row["task"] == "agent"
    groups = [f"{row['set']} {i % FOLDS}" if alone(row) else row["set"] for i, row in enumerate(rows)]
    chances = np.zeros((len(rows), len(TASKS)))
    for train, test in GroupKFold(FOLDS).split(rows, groups=groups):
        chances[test] = predict(fit([rows[i] for i in train]), [rows[i] for i in test])
    found, sure = chances.argmax(1), chances.max(1) >= SURE
    tasks = np.array([TASKS.index(row["task"]) for row in rows])
    confusion = np.zeros((len(TASKS), len(TASKS)), dtype=int)
    np.add.at(confusion, (tasks, found), 1)
    print(f"{'':16}" + "".join(f"{task:>15}" for task in TASKS) + "    right    where sure")
    for task, counts in zip(TASKS, confusion):
        own = tasks == TASKS.index(task)
        right = 100 * np.mean(found[own] == TASKS.index(task))
        surely = 100 * np.mean(found[own & sure] == TASKS.index(task))
        print(
            f"{task:16}"
            + "".join(f"{n:15}" for n in counts)
            + f"  {right:5.1f} %  {surely:5.1f} % of {100 * sure[own].mean():.0f} %"
        )
    print(f"mean over tasks {100 * np.mean(confusion.diagonal() / confusion.sum(1)):.1f} %\n")
    by_set = {}
    for row, task, guess, known in zip(rows, tasks, found, sure):
        by_set.setdefault((row["task"], row["set"]), []).append((guess == task, guess == 0 if known else row["reckons"], row["reckons"]))
    print("share taken for reasoning: by the guard (by the heuristic where it is not sure), by the heuristic alone")
    for (task, name), values in by_set.items():
        if not name.startswith("promptsource"):
            right, guard, heuristic = 100 * np.mean(values, axis=0)
            print(f"{task:16}{name:28}{guard:6.1f}{heuristic:8.1f}   right {right:5.1f}   n={len(values)}")

    names, weights, intercept = fit(rows)
    model = {
        "tasks": TASKS,
        "intercepts": [round(float(x), 4) for x in intercept],
        "sure": SURE,
        "features": {name: [round(float(x), 4) for x in column] for name, column in zip(names, weights.T)},
    }
    path = Path(__file__).parents[1] / "task-kind" / "weights.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(model, indent=None, separators=(",", ":")).replace("],", "],\n") + "\n")
    write_manifest([path])


if __name__ == "__main__":
    main()
