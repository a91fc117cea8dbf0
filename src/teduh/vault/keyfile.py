# SPDX-License-Identifier: AGPL-3.0-or-later
"""The master key's file: outside the database, in a folder of its own, read by its owner only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

import tink
from django.conf import settings

from teduh.vault import keysets
from teduh.vault.errors import KeyFileError


def path() -> Path:
    """`VAULT_KEY_FILE` where it is set, else `master.json` in the folder of keys."""
    return Path(getattr(settings, "VAULT_KEY_FILE", None) or settings.KEYS_DIR / "master.json")


def exists() -> bool:
    """Whether there is a master key at all; a folder that may not be searched counts as a fault, not as absence."""
    try:
        return path().exists()
    except PermissionError as error:
        raise KeyFileError(_unreadable(path())) from error


def read() -> Any:
    """The master key set. Refuses a file that others can read, that cannot be read, or that holds no key."""
    file = path()
    try:
        mode = file.stat().st_mode
        text = file.read_text("ascii")
    except FileNotFoundError as error:
        raise KeyFileError(missing(file)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFileError(_unreadable(file)) from error
    if mode & 0o077:
        raise KeyFileError(
            f"Berkas kunci induk {file} dapat dibaca pengguna lain di mesin ini. "
            f"Jalankan: chmod 600 {file}, lalu manage.py vault rotate, karena kunci itu mungkin sudah disalin."
        )
    try:
        return keysets.from_text(text)
    except tink.TinkError as error:
        raise KeyFileError(
            f"Berkas kunci induk {file} rusak: isinya bukan kunci. Kembalikan dari cadangan kunci; jangan dihapus."
        ) from error


def create() -> Any:
    """Make the first master key. The file appears whole or not at all, so two processes that start together agree."""
    file = path()
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = _written(file, keysets.new_aead())
    try:
        os.link(draft, file)
        _sync_folder(file.parent)
    except FileExistsError:
        pass  # Another process was first; its key is the one that counts.
    finally:
        draft.unlink()
    return read()


def replace(keyset: Any) -> None:
    """Put a rotated key set in the file's place, in one step that a power cut cannot halve."""
    file = path()
    _written(file, keyset).replace(file)
    _sync_folder(file.parent)


def missing(file: Path) -> str:
    """The sentence for a master key that is not there."""
    return (
        f"Berkas kunci induk {file} tidak ditemukan, padahal basis data berisi data tersegel. "
        "Kembalikan berkas itu dari cadangan kunci, atau tunjukkan letaknya dengan TEDUH_KEYS_DIR. "
        "Tanpa kunci ini data tidak dapat dibuka oleh siapa pun; Teduh tidak membuat kunci baru."
    )


def _unreadable(file: Path) -> str:
    return (
        f"Berkas kunci induk {file} tidak dapat dibaca. "
        "Jadikan pengguna yang menjalankan Teduh pemiliknya (chown), lalu chmod 600."
    )


def _written(file: Path, keyset: Any) -> Path:
    draft = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(keysets.to_text(keyset) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    return draft


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
