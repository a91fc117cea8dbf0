# SPDX-License-Identifier: AGPL-3.0-or-later
"""The installation's settings, on a data folder that vanishes with the run, and with a cheap password hash."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_FOLDER = tempfile.mkdtemp(prefix="teduh-test-")
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
os.environ["TEDUH_DATA_DIR"] = _FOLDER
(Path(_FOLDER) / "static").mkdir()  # whitenoise warns where it is missing, and warnings are errors
os.environ["TEDUH_HTTPS"] = "0"
os.environ["EMAIL_URL"] = "console:"

from teduh.config.settings import *  # noqa: E402, F403 -- the environment above must be read by it
from teduh.config.settings import DATABASES  # noqa: E402 -- as above

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Argon2 is slow on purpose; a test that signs in need not wait for it.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SIGNING_KEY_ROUNDS = 1_000  # As with passwords: slow on purpose, and no test need wait.

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the live server and the worker's tests write from several threads and processes.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(_FOLDER) / "test.sqlite3")}
    # The test database need not outlive a power cut.
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
