"""Records what the authors' published code of GlobEnc and DecompX says of a few texts, for the parity test.

    python models/recipes/reference_scores.py GLOBENC DECOMPX > test/unit/salience/golden/published-scores.json

GLOBENC and DECOMPX are checkouts of github.com/mohsenfayyaz/GlobEnc and github.com/mohsenfayyaz/DecompX. Everything
is computed in double precision from the weights that ship. Of each text of n word pieces:

- `embedding` (384): the mean of the last hidden states, not normalised;
- `globenc` (n): the rollout, mean over its rows as the sentence is mean-pooled;
- `decompx.own`, `decompx.question` (n): vector aggregation with LN1, FFN (GeLU_ZO) and LN2, biases left out, mean
  over positions, projected on the text's own direction and on the question's;
- `bias.own`, `bias.question`: what the biases contribute to the same projections, by the authors' bias token.
"""

import json
import sys
from pathlib import Path

import torch
from reference_code import build, commit, load
from stored_weights import load_state_dict
from tokenizers.implementations import BertWordPieceTokenizer

MODEL = Path(__file__).resolve().parent.parent / "minilm"
GLOBENC_FILE = "src/modeling/modeling_bert.py"
DECOMPX_FILE = "src/modeling_bert.py"
QUESTION = "How should the service report an error?"
TEXTS = {
    "negation": "Never commit secrets. Do not retry more than 3 times, and don't guess: if the answer is unknown, say so.",
    "prose": (
        "You are a careful assistant for the support team of a small bank. Greet the customer by name, answer in two "
        "or three short sentences, and link the page of the manual that you used. When a customer is angry, "
        "apologise once and move on to the solution. Complaints about fees go to a human colleague, always."
    ),
    "code": (
        "Fix the bug in `parse_date`:\n\n```python\ndef parse_date(s: str) -> date | None:\n"
        '    y, m, d = map(int, s.split("-"))\n    return date(y, m, d) if m <= 12 else None\n```\n\n'
        "It must raise ValueError on '2024-13-01', and tests/test_dates.py must pass."
    ),
    "numbers": (
        "A tank holds 1,250.75 litres. It loses 3.5 % a day for 14 days, then 40 litres are added twice. "
        "How many litres are left, to 2 decimals?"
    ),
    "german": (
        "Fasse den folgenden Bericht in höchstens fünf Sätzen zusammen. Lass keine Jahreszahl weg und übersetze "
        "Eigennamen nicht."
    ),
    "long": (
        "# Release checklist\n\n1. Run the whole test suite on the release branch; a flaky test is a failing test.\n"
        "2. Update CHANGELOG.md: what changed, why, and what users must do. Mention every breaking change first.\n"
        "3. Tag the commit vX.Y.Z and push the tag. Do NOT force-push.\n4. Wait for the build (about 25 minutes) and "
        "check that the checksums of the 4 packages match.\n5. Announce it in the forum, with thanks to everyone who "
        "reported a bug."
    ),
}


def attributions(vectors: torch.Tensor, direction: torch.Tensor) -> torch.Tensor:
    """Contribution of every source to the pooled sentence, from decomposed vectors (1, position, source, hidden)."""
    return vectors.mean(1)[0] @ direction


def rounded(values) -> list[float] | float:
    """Nine significant digits: more than single precision holds."""
    return [rounded(v) for v in values] if values.dim() else float(f"{values.item():.9g}")


def main(globenc: Path, decompx: Path) -> None:
    torch.set_default_dtype(torch.float64)
    weights = {key: tensor.double() for key, tensor in load_state_dict(MODEL).items()}
    globenc_embed, globenc_encode = build(load(globenc / GLOBENC_FILE, "globenc"), weights)
    decompx_module = load(decompx / DECOMPX_FILE, "decompx")
    embed, encode = build(decompx_module, weights)
    settings = dict(aggregation="vector", include_classifier_w_pooler=False, output_aggregated="vector")
    without_biases = decompx_module.DecompXConfig(include_biases=False, **settings)
    bias_token = decompx_module.DecompXConfig(include_biases=True, include_bias_token=True, **settings)
    tokenizer = BertWordPieceTokenizer(str(MODEL / "vocab.txt"), lowercase=True)

    def direction(hidden: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.normalize(hidden.mean(1)[0], dim=0)

    def run(text: str):
        ids = torch.tensor([tokenizer.encode(text).ids])
        return ids, embed(ids), torch.zeros(1, 1, 1, ids.shape[1])

    def question_direction() -> torch.Tensor:
        _, embedded, mask = run(QUESTION)
        return direction(encode(embedded, attention_mask=mask, decompx_config=without_biases, return_dict=False)[0])

    def case(name: str, text: str, question: torch.Tensor) -> dict:
        ids, embedded, mask = run(text)
        hidden, plain = encode(embedded, attention_mask=mask, decompx_config=without_biases, return_dict=False)
        _, biased = encode(embedded, attention_mask=mask, decompx_config=bias_token, return_dict=False)
        plain, biased = plain.aggregated[0], biased.aggregated[0]
        gap = (biased.sum(2) - hidden).abs().max().item()
        if gap > 1e-9:
            raise SystemExit(f"{name}: the decomposition is not complete, it misses {gap}.")
        targets = {"own": direction(hidden), "question": question}
        rollout = globenc_encode(
            globenc_embed(ids), attention_mask=mask, output_globenc=True, return_dict=False
        )[1][0]
        return {
            "name": name,
            "text": text,
            "ids": ids[0].tolist(),
            "embedding": rounded(hidden.mean(1)[0]),
            "globenc": rounded(rollout.mean(0)),
            "decompx": {key: rounded(attributions(plain, target)) for key, target in targets.items()},
            "bias": {key: rounded(attributions(biased, target)[-1]) for key, target in targets.items()},
        }

    with torch.no_grad():
        question = question_direction()
        record = {
            "command": "python models/recipes/reference_scores.py GLOBENC DECOMPX",
            "globenc": f"github.com/mohsenfayyaz/GlobEnc@{commit(globenc, GLOBENC_FILE)}",
            "decompx": f"github.com/mohsenfayyaz/DecompX@{commit(decompx, DECOMPX_FILE)}",
            "torch": torch.__version__,
            "question": {"text": QUESTION, "direction": rounded(question)},
            "cases": [case(name, text, question) for name, text in TEXTS.items()],
        }
    print(json.dumps(record, ensure_ascii=False, separators=(",", ":")))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
