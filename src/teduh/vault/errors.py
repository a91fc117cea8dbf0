# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can go wrong with keys and sealed data, each with its own name."""

from __future__ import annotations


class VaultError(Exception):
    """Something about keys or sealed data is not as it must be."""


class KeyFileError(VaultError):
    """The master key is missing, open to others, unreadable, or not the one that the data were sealed with."""


class Erased(VaultError):
    """The envelope was destroyed: what it sealed cannot be read by anyone, ever again."""


class Unreadable(VaultError):
    """The bytes were altered, or belong to another record or field."""


class HeldByLaw(VaultError):
    """A legal hold forbids destroying this envelope."""
