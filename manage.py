#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every command of Teduh: `manage.py help` lists them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))


def main() -> None:
    """Hand the command line to Django, with Teduh's settings unless others are named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "teduh.config.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise SystemExit("Django is not installed here. Run `make setup`, then .venv/bin/python manage.py …") from error
    from django.db.utils import OperationalError, ProgrammingError

    try:
        execute_from_command_line(sys.argv)
    except BrokenPipeError:  # `| head` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except (OperationalError, ProgrammingError) as error:
        if not any(sign in str(error) for sign in ("no such table", "relation")):
            raise
        raise SystemExit("The database is empty. Run `make run`, or manage.py migrate and manage.py prepare.") from None


if __name__ == "__main__":
    main()
