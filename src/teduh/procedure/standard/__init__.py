# SPDX-License-Identifier: AGPL-3.0-or-later
"""A published standard as a file: its grammar, its meaning as values, its checker.

`load` reads a file; `check.check` (apart, because it walks the procedure) says whether it holds together.
"""

from __future__ import annotations

from teduh.procedure.standard.parse import Loaded, load

__all__ = ["Loaded", "load"]
