"""The calls that the forecaster learns from: reasoning tokens by prompt, model and effort (data/reasoning, see its README)."""

import gzip
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from forecast_features import FAMILIES, SIZES, counts, embed, first_match, plain_name
from forecast_more import thoughts

MINILM = Path(__file__).resolve().parent.parent / "minilm"
CACHE = Path(__file__).resolve().parent.parent.parent / ".cache" / "forecast-embeddings.npz"

# Samples of one prompt in one run that are kept: further repeats say little of other prompts.
REPEATS = 2


@dataclass(frozen=True)
class Prompts:
    """One entry a prompt."""

    pid: np.ndarray
    dataset: np.ndarray
    group: np.ndarray
    split: np.ndarray
    embedding: np.ndarray  # (prompts, 384)
    counts: np.ndarray  # (prompts, patterns + 1)


@dataclass(frozen=True)
class Calls:
    """One entry a call; `prompt` indexes Prompts, `levels` are the names by which calls are pooled, coarse to fine."""

    prompt: np.ndarray
    model: np.ndarray
    effort: np.ndarray
    levels: dict[str, np.ndarray]
    tokens: np.ndarray  # ln of the reasoning tokens
    censored: np.ndarray  # the call was cut short: tokens is a lower bound
    success: np.ndarray  # 0 to 1, nan where it is not known

    def take(self, chosen: np.ndarray) -> "Calls":
        levels = {name: values[chosen] for name, values in self.levels.items()}
        rest = (getattr(self, f)[chosen] for f in ("tokens", "censored", "success"))
        return Calls(self.prompt[chosen], self.model[chosen], self.effort[chosen], levels, *rest)


def call_levels(model: str, effort: str) -> dict[str, str]:
    """The names of a call by which it shares what others of its kind have shown."""
    family = first_match(FAMILIES, model)
    return {
        "family": family,
        "size": first_match(SIZES, model),
        "model": model,
        "effort": effort,
        "family and effort": f"{family} {effort}",
        "model and effort": f"{model} {effort}",
    }


def read_lines(path: Path) -> list[dict]:
    with gzip.open(path, "rt") as file:
        return [json.loads(line) for line in file]


def sample(rows: list[dict], usable: Callable[[dict], bool], seed: int = 0) -> list[dict]:
    """At most REPEATS usable rows of each prompt and run."""
    kept, seen = [], Counter()
    for i in np.random.default_rng(seed).permutation(len(rows)):
        if usable(rows[i]):
            seen[rows[i]["pid"], rows[i]["run"]] += 1
            if seen[rows[i]["pid"], rows[i]["run"]] <= REPEATS:
                kept.append(rows[i])
    return kept


def some_of_each(prompts: list[dict], most: int) -> list[dict]:
    """So many prompts to train on of each data set, in a seeded order."""
    kept, seen = [], Counter()
    for i in np.random.default_rng(0).permutation(len(prompts)):
        seen[prompts[i]["ds"], prompts[i]["split"]] += 1
        if prompts[i]["split"] == "train" and seen[prompts[i]["ds"], "train"] <= most:
            kept.append(prompts[i])
    return kept


def load(folder: Path, more: Path | None = None, most: int | None = None) -> tuple[Prompts, Calls]:
    """Calls with a count of reasoning tokens (quality A and B), at most REPEATS a prompt and run.

    `more`: clones of the repositories whose calls are trained on besides. `most`: prompts of a data set, to train on only.
    """
    read = read_lines(folder / "prompts.jsonl.gz")
    texts = {p["pid"]: p for p in (read if most is None else some_of_each(read, most)) if p["split"] != "excluded"}
    runs = {r["run"]: r for r in read_lines(folder / "runs.jsonl.gz")}
    rows = read_lines(folder / "rows.jsonl.gz")

    kept = sample(rows, lambda row: row["pid"] in texts and runs[row["run"]]["q"] != "C" and row.get("rt", 0) >= 1)
    if more is not None:
        further, names = [], {}
        for t in thoughts(more):
            pid, run = names.setdefault(t.text, f"more {len(names)}"), f"{t.model} {t.effort}"
            texts[pid] = {"text": t.text, "ds": t.dataset, "gid": f"{t.dataset} {t.group[:60]}", "split": "train"}
            runs[run] = {"canon": t.model, "eff": t.effort}
            further.append({"pid": pid, "run": run, "rt": t.tokens})
        kept += sample(further, lambda row: row["rt"] >= 1)

    used = sorted({row["pid"] for row in kept})
    place = {pid: i for i, pid in enumerate(used)}
    text = [texts[pid]["text"] for pid in used]
    prompts = Prompts(
        pid=np.array(used),
        dataset=np.array([texts[pid]["ds"] for pid in used]),
        group=np.array([texts[pid]["gid"] for pid in used]),
        split=np.array([texts[pid]["split"] for pid in used]),
        embedding=embed(text, MINILM, CACHE),
        counts=np.array([counts(t) for t in text], np.float32),
    )
    models = [plain_name(runs[row["run"]]["canon"]) for row in kept]
    efforts = [runs[row["run"]].get("eff") or "default" for row in kept]
    levels = [call_levels(model, effort) for model, effort in zip(models, efforts)]
    calls = Calls(
        prompt=np.array([place[row["pid"]] for row in kept]),
        model=np.array(models),
        effort=np.array(efforts),
        levels={name: np.array([level[name] for level in levels]) for name in levels[0]},
        tokens=np.log([row["rt"] for row in kept]),
        censored=np.array([bool(row.get("cens")) for row in kept]),
        success=np.array([np.nan if row.get("ok") is None else row["ok"] for row in kept], float),
    )
    return prompts, calls
