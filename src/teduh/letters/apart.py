# SPDX-License-Identifier: AGPL-3.0-or-later
"""The process in which a stranger's file is opened: `seals` starts it, gives it an order and a file, and reads JSON.

It has little memory, little time, and may write nothing. `false` says that the file cannot be read.
"""

from __future__ import annotations

import json
import logging
import resource
import sys

from teduh.letters import scancode, scans, seals


def main() -> None:
    """Carry out the order on standard input."""
    order = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    file = scancode.in_memory(data) if order["task"] == "codes" else 0  # before nothing may be written any more
    resource.setrlimit(resource.RLIMIT_AS, (seals.MEMORY_BYTES, seals.MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (seals.PROCESSOR_SECONDS, seals.PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable()
    try:
        if order["task"] == "seals":
            said: object = seals.as_data(seals.look(data, trusted=[one.encode() for one in order["trusted"]]))
        elif order["task"] == "codes":
            said = scancode.codes(file, data)
        else:
            problem = scans.problem_inside(data)
            said = [problem.id, problem.en] if problem else []
    except (Exception, RecursionError, MemoryError):  # noqa: BLE001 -- whatever a hostile file provokes, it is unreadable
        said = False
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
