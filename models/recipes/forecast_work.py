"""Fits the scale of work: how much a prompt asks for, from 0 (answers itself) to 5 (hours), and what that costs a model.

    python models/recipes/forecast_work.py --data ../shared/data/reasoning --more FOLDER

Benchmarks say little of greetings and of Olympiads. forecast_work.jsonl holds prompts of our own over the whole range, each
with the difficulty that a reader gave it; no call was made on them. What is fitted on them, on the calls and on published
means (forecast_published.json) is told in forecast_scale.py, and models/forecast/work.json holds it.
"""

import argparse
import json
import random
from functools import cache
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr

from forecast_data import CACHE, MINILM, read_lines, sample
from forecast_features import counts, embed, plain_name
from forecast_golden import KINDS, OUTPUT, TEXTS
from forecast_more import thoughts
from forecast_scale import CLIP, CLOSED, COUNTS, COUNTS_SCALE, ELSEWHERE, EMBEDDING_SCALE, EVERYDAY, FOLDS, MEAN_ABOVE, MIDDLE, NONE
from forecast_scale import NOVELTY, REACH, STRANGER, Examples, Inputs, Scale, cells_of, fit_gate, folds_of, labels
from forecast_scale import left_out, left_out_sets, predict, with_usual
from manifest import write_manifest

HERE = Path(__file__).resolve().parent
OUTPUTS = HERE.parent / "forecast"
GOLDEN = OUTPUT.parent / "work.json"
# Prompts of a set that the gate learns from: of everyday ones, which are of none, all.
OF_SET = 60
OF_LARGE = {EVERYDAY: 300, "simpleqa_verified": 330, "math_train": 160, "gpqa_diamond": 160}


@cache
def own_prompts() -> tuple[Examples, np.ndarray]:
    """The prompts of forecast_work.jsonl, and the difficulty of each."""
    rows = [json.loads(line) for line in (HERE / "forecast_work.jsonl").read_text().splitlines()]
    return examples([row["kind"] for row in rows], [row["text"] for row in rows]), np.array([row["difficulty"] for row in rows], float)


def examples(kinds: list[str], texts: list[str]) -> Examples:
    return Examples(np.array(kinds), embed(texts, MINILM, CACHE), np.array([counts(text) for text in texts]))


def published_means() -> list[dict]:
    return json.loads((HERE / "forecast_published.json").read_text())


def sets(data: Path, further: list) -> list[dict]:
    """Some prompts of each set: {"ds", "text", "pid"}."""
    prompts = [p for p in read_lines(data / "prompts.jsonl.gz") if p["split"] == "train"]
    texts = dict.fromkeys((t.text, t.dataset) for t in further if t.text)
    prompts += [{"pid": text, "ds": dataset, "text": text} for text, dataset in texts]
    rng, chosen = random.Random(1), []
    for name in sorted({p["ds"] for p in prompts}):
        of_set = [p for p in prompts if p["ds"] == name]
        rng.shuffle(of_set)
        chosen += of_set[: OF_LARGE.get(name, OF_SET)]
    return chosen


def calls_of(data: Path, further: list) -> list[dict]:
    """The calls on training prompts that are not cut short, as rows of the regression but for their difficulty."""
    prompts = {p["pid"]: p for p in read_lines(data / "prompts.jsonl.gz") if p["split"] == "train"}
    runs = {r["run"]: r for r in read_lines(data / "runs.jsonl.gz")}
    usable = lambda row: row["pid"] in prompts and runs[row["run"]]["q"] != "C" and row.get("rt", 0) >= 1 and not row.get("cens")
    rows = []
    for row in sample(read_lines(data / "rows.jsonl.gz"), usable):
        run, prompt = runs[row["run"]], prompts[row["pid"]]
        rows.append((prompt["ds"], prompt["text"], plain_name(run["canon"]), run.get("eff") or "default", row["rt"]))
    rows += [(t.dataset, t.text, t.model, t.effort, t.tokens) for t in further if t.tokens >= 1]
    names = ("kind", "text", "model", "effort", "rt")
    return [{**dict(zip(names, row)), "tokens": float(np.log(row[-1]))} for row in rows]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder data/reasoning")
    parser.add_argument("--more", type=Path, required=True, help="clones of the repositories of forecast_more.py")
    arguments = parser.parse_args()
    further = list(thoughts(arguments.more))
    own, difficulty = own_prompts()
    benchmarks = sets(arguments.data, further)
    of_sets = examples([p["ds"] for p in benchmarks], [p["text"] for p in benchmarks])
    calls, published = calls_of(arguments.data, further), published_means()
    report(own, difficulty, of_sets)
    cells = cells_of(with_usual(calls), published)
    print(*left_out_sets(cells)[0], sep="\n")
    scale = Scale.fit(own, difficulty, of_sets, calls, published)
    inputs, hardness, gate, table = scale.inputs, scale.difficulty, scale.gate, scale.table
    print({name: table[name] for name in ("every", "bend", "scale", "between")})
    for row in published:
        said = float(predict(table, row["model"], row["effort"], np.array(row["difficulty"])))
        print(f"{row['model']} {row['effort']}, {row['kind']}: {np.exp(said + MEAN_ABOVE):,.0f} for a published mean of {row['mean']:,}")

    x = hardness.x
    reach = np.abs(x).max()
    weights = {
        "mean": numbers(inputs.mean), "deviation": numbers(inputs.deviation), "clip": CLIP,
        "difficulty": {
            "reach": REACH, "counts": COUNTS, "middle": MIDDLE, "unit": float(reach / 127),
            "prompts": np.round(x / reach * 127).astype(int).tolist(), "weights": numbers(hardness.weights),
        },
        "gate": {
            "embedding": EMBEDDING_SCALE, "counts": COUNTS_SCALE, "closed": CLOSED, "novelty": NOVELTY, "elsewhere": ELSEWHERE,
            "weights": [numbers([bias, *row]) for bias, row in zip(gate.intercept_, gate.coef_)], "seen": scale.seen,
        },
        "stranger": STRANGER,
        "curve": {"middle": MIDDLE, **table},
    }  # fmt: skip
    golden = []
    for text, e in zip(TEXTS, embed(TEXTS, MINILM, CACHE).round(5)):
        k = np.array([counts(text)])
        (at,), (sets_of,) = scale.read(e[None], k)
        golden.append({"difficulty": float(at), "sets": numbers(sets_of), "locations": [float(predict(table, *kind, np.array(at))) for kind in KINDS]})
    GOLDEN.write_text(json.dumps(golden) + "\n")
    (OUTPUTS / "work.json").write_text(json.dumps(weights, separators=(",", ":")) + "\n")
    write_manifest([OUTPUTS / name for name in ("prompt.onnx", "calls.json", "work.json")])


def report(own: Examples, difficulty: np.ndarray, of_sets: Examples) -> None:
    """Prints how well difficulty and gate do on kinds, and prompts, that were left out."""
    inputs = Inputs.of(own.counts)
    x = inputs.kernel(own.embedding, own.counts)
    for what, groups in (("kinds of prompts", own.kind), ("prompts", np.arange(len(difficulty)))):
        said = left_out(x, difficulty, groups)
        print(f"difficulty, {what} left out: rank correlation {spearmanr(said, difficulty)[0]:.3f}, mean error {np.abs(said - difficulty).mean():.3f}")

    seen = np.vstack([inputs.gate(of.embedding, of.counts) for of in (own, of_sets)])
    of_set = labels(own, of_sets)
    fold, none = folds_of(np.array([*own.kind, *(f"{name} {i}" for i, name in enumerate(of_sets.kind))])), np.zeros(len(seen))
    for k in range(FOLDS):
        none[fold == k] = fit_gate(seen[fold != k], of_set[fold != k]).predict_proba(seen[fold == k])[:, 0]
    shown = np.array(["own" if name == NONE else f"own, like {name}" for name in of_set[: len(own.kind)]] + of_sets.kind.tolist())
    print("of no set, kinds and prompts left out:", {str(name): round(float(none[shown == name].mean()), 2) for name in np.unique(shown)})


def numbers(values: np.ndarray) -> list[float]:
    return [round(float(v), 5) for v in values]


if __name__ == "__main__":
    main()
