"""The key with which an installation signs its cookies and links."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile


def secret_key(path: Path) -> str:
    """The key that is kept here; the first to ask makes it. Raises OSError when nobody may write.

    Several programs may start for the first time at once: the key appears whole, and is the same
    for all of them.
    """
    if not path.exists():
        with NamedTemporaryFile("w", prefix=".", dir=path.parent) as fresh:
            fresh.write(secrets.token_urlsafe(48))
            fresh.flush()
            with suppress(FileExistsError):
                os.link(fresh.name, path)
    return path.read_text()
