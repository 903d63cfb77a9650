"""Write a first `.env` for `make run`, with keys of its own. One that is there stays as it is."""

import base64
import os
import secrets
from pathlib import Path

_SETTINGS = """\
# Read by `make run`. Losing ENCRYPTION_KEYS loses what it encrypts: keep a copy, apart from the database's.
SECRET_KEY={secret_key}
ENCRYPTION_KEYS=first:{encryption_key}
"""


def write_first_settings(path: Path) -> bool:
    """Create the file, readable by its owner only; False where it exists already."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    encryption_key = base64.b64encode(secrets.token_bytes(32)).decode()
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(_SETTINGS.format(secret_key=secrets.token_urlsafe(48), encryption_key=encryption_key))
    return True
