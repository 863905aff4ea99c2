"""The authors' own code of GlobEnc and DecompX, imported from checkouts outside this project and run on given weights.

It was written for transformers 4.18; three names have moved since and are put back before the import. Only the
embedding and encoder modules are used: the rest of their `BertModel` needs the old `PreTrainedModel`.
"""

import importlib.util
import subprocess
import sys
from pathlib import Path

import torch
import transformers.modeling_utils
import transformers.pytorch_utils
from transformers import BertConfig

CONFIG = BertConfig(
    hidden_size=384, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536, attn_implementation="eager"
)

for name in ("apply_chunking_to_forward", "find_pruneable_heads_and_indices", "prune_linear_layer"):
    setattr(transformers.modeling_utils, name, getattr(transformers.pytorch_utils, name))


def commit(checkout: Path, path: str) -> str:
    """The commit a checkout stands at; fails where the file at `path` differs from it."""

    def git(*arguments: str) -> str:
        return subprocess.check_output(["git", "-C", str(checkout), *arguments], text=True).strip()

    if git("hash-object", path) != git("rev-parse", f"HEAD:{path}"):
        raise SystemExit(f"{checkout / path} was changed: the reference must be the authors' code as published.")
    return git("rev-parse", "HEAD")


def load(path: Path, name: str):
    """Imports a file whose package has no `__init__.py`, with its relative imports, as the package `name`."""
    package = importlib.util.module_from_spec(
        importlib.util.spec_from_loader(name, loader=None, is_package=True)
    )
    package.__path__ = [str(path.parent)]
    sys.modules[name] = package
    return importlib.import_module(f"{name}.{path.stem}")


def build(module, weights: dict[str, torch.Tensor]) -> tuple[torch.nn.Module, torch.nn.Module]:
    """The module's embedding layer and encoder, holding `weights` (names as in Hugging Face's `BertModel`)."""
    parts = (module.BertEmbeddings(CONFIG), module.BertEncoder(CONFIG))
    for part, prefix in zip(parts, ("embeddings.", "encoder.")):
        own = {key.removeprefix(prefix): value for key, value in weights.items() if key.startswith(prefix)}
        missing, unexpected = part.load_state_dict(own, strict=False)
        if unexpected or any(not key.endswith("_ids") for key in missing):
            raise SystemExit(f"The weights do not fit: missing {missing}, unexpected {unexpected}.")
        part.eval()
    return parts
