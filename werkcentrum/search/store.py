"""Keeps a fitted ranker in a folder: arrays that can be mapped into memory, and JSON."""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

FORMAT: Final = 6


def save(path: Path, arrays: Mapping[str, npt.NDArray[Any]], meta: Mapping[str, Any]) -> None:
    """Write a folder; an older one at `path` is replaced only when the new one is complete.

    Raises OSError when the disk is full, and then leaves nothing behind.
    """
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    fresh.mkdir(parents=True)
    try:
        for name, array in arrays.items():
            np.save(fresh / f"{name}.npy", array)
        text = json.dumps({"format": FORMAT, **meta}, ensure_ascii=False)
        (fresh / "meta.json").write_text(text, encoding="utf-8")
    except OSError:
        # Half of it takes the room that the next attempt needs.
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    if path.exists():
        shutil.rmtree(path)
    fresh.rename(path)


def load(path: Path) -> tuple[dict[str, npt.NDArray[Any]], dict[str, Any]]:
    """The arrays (mapped, read-only) and the JSON.

    Raises FileNotFoundError without a saved ranker, ValueError for another format.
    """
    meta: dict[str, Any] = json.loads((path / "meta.json").read_text(encoding="utf-8"))
    if meta["format"] != FORMAT:
        raise ValueError(f"saved ranker has format {meta['format']}, this is {FORMAT}: fit again")
    # As plain arrays: slicing NumPy's own mapped kind costs ten times as much.
    arrays = {
        file.stem: np.asarray(np.load(file, mmap_mode="r")) for file in sorted(path.glob("*.npy"))
    }
    return arrays, meta
