# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an error of the database means, read from the driver's own code beneath whatever wraps it."""

from __future__ import annotations

SERIALIZATION_FAILURE, DEADLOCK_DETECTED = "40001", "40P01"
# Classes of SQLSTATE in which the server says "not now": connection lost, rolled back, no room, lock or time, stopping.
_NOT_NOW = ("08", "40", "53", "55", "57")


def undone_by_another(error: BaseException) -> bool:
    """The database gave up this transaction for the sake of another one: begun anew, it may well succeed."""
    return getattr(error.__cause__, "sqlstate", None) in (SERIALIZATION_FAILURE, DEADLOCK_DETECTED)


def busy(error: BaseException) -> bool:
    """The database could not answer now, though nothing is wrong with what it was asked."""
    cause = error.__cause__
    if name := getattr(cause, "sqlite_errorname", ""):
        return str(name).startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
    state = getattr(cause, "sqlstate", "")
    # A server that cannot be reached at all has sent no code.
    return state is None or str(state).startswith(_NOT_NOW)
