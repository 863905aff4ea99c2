"""The manifest of a model's folder: its files with their checksums, by which the engine knows them to be whole."""

import hashlib
import json
from pathlib import Path


def checksum(path: Path) -> dict:
    return {"name": path.name, "bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}


def write_manifest(files: list[Path], **more) -> None:
    """Writes manifest.json beside the files. `more`: what else it is to say."""
    manifest = {"files": [checksum(file) for file in files], **more}
    (files[0].parent / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")
