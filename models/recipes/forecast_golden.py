"""Records what the recipe's own mathematics says of a few prompts, for the parity test of the engine's."""

import json
from itertools import product
from pathlib import Path

import numpy as np

from forecast_data import CACHE, MINILM, Calls, Prompts, call_levels
from forecast_features import counts, embed
from forecast_kinds import Kinds
from forecast_learning import TOPIC, Misses, Priors
from forecast_linear import Linear, read
from forecast_mixture import Mixture, forecast
from forecast_net import Member

OUTPUT = Path(__file__).resolve().parent.parent.parent / "test" / "unit" / "reasoning" / "golden" / "forecast.json"
TEXTS = [
    "In which year was the first bridge over the river Spree in Köpenick built?",
    "Let $p$ be an odd prime. How many subsets of $\\{1,\\dots,2p\\}$ with $p$ elements have a sum divisible by $p$?",
    "fn main() {\n    let v = vec![1, 2, 3];\n}\nReview this code; answer in one line.",
    "Write four stanzas on salt and wind. " * 40,
]
KINDS = [("gpt-5-2", "high"), ("claude-haiku-4-5", "default"), ("gpt-7-turbo", "low"), ("acme-brain-1", "default")]
# What calls of the user took, one for each text and kind in turn.
OWN = [300, 40000, 90, 2500, 800, 12000]


def record(near: list[Member], far: Linear, kinds: Kinds, mixture: Mixture, priors: Priors) -> None:
    embedding = embed(TEXTS, MINILM, CACHE).round(5)
    names = np.array([str(i) for i in range(len(TEXTS))])
    prompts = Prompts(names, names, names, names, embedding, np.array([counts(t) for t in TEXTS], np.float32))
    pairs = list(product(range(len(TEXTS)), KINDS))
    levels = [call_levels(*kind) for _, kind in pairs]
    calls = Calls(
        prompt=np.array([i for i, _ in pairs]),
        model=np.array([model for _, (model, _) in pairs]),
        effort=np.array([effort for _, (_, effort) in pairs]),
        levels={level: np.array([names[level] for names in levels]) for level in levels[0]},
        tokens=np.zeros(len(pairs)),
        censored=np.zeros(len(pairs), bool),
        success=np.full(len(pairs), np.nan),
    )
    f = forecast(near, far, kinds, kinds.names, prompts, calls)
    location, scale = mixture.combine(f)
    topic = read(far.reader, prompts)[:, :TOPIC][calls.prompt]
    everything = Misses(-location, location, calls.levels, topic, f.far - f.near)
    own = everything.take(np.arange(len(OWN)))
    own.residual[:] += np.log(OWN)
    shift = priors.shift(own, everything)
    golden = {
        "prompts": [{"text": text, "embedding": e.tolist()} for text, e in zip(TEXTS, embedding.astype(float).round(5))],
        "own": OWN,
        "calls": [
            {"prompt": i, "model": model, "effort": effort, "location": float(a), "scale": float(b), "shift": float(c)}
            for (i, (model, effort)), a, b, c in zip(pairs, location, scale, shift)
        ],
    }
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(json.dumps(golden, ensure_ascii=False) + "\n")
