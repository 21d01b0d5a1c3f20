"""Reading the JSON files that commands are given."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

LARGEST_FILE = 10 * 1024 * 1024  # bytes


def read_json(file: Path) -> Any:
    """What the file holds.

    Raises:
        CommandError: in one sentence, when it cannot be read, is not JSON, is over 10 MB or nests too deep.
    """
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise CommandError(f"{file} is larger than 10 MB: split it, or look what is in it.")
        return json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise CommandError(f"{file} is not JSON: {error}.") from None
    except RecursionError:
        raise CommandError(f"{file} nests too deep to be one of ours.") from None
