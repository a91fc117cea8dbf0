# SPDX-License-Identifier: AGPL-3.0-or-later
"""Run a command against a private PostgreSQL: `python scripts/postgres.py [--durable] COMMAND...`.

The server is made in a temporary folder, listens on a free loopback port, is named to the command by DATABASE_URL,
and is thrown away afterwards. It forgets on a power cut, for speed, unless `--durable` asks for the disk's honest
word. Where DATABASE_URL names a PostgreSQL already, the command simply runs there.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

QUICK = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


def main() -> int:
    """The command's own exit code."""
    command = sys.argv[1:]
    durable = command[:1] == ["--durable"]
    command = command[1:] if durable else command
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return subprocess.run(command, check=False).returncode
    # An end by signal must still pass through `finally`, or the server would be left behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = Path(tempfile.mkdtemp(prefix="teduh-postgres-"))
    server = None
    try:
        port = free_port()
        server = start(folder, port, [] if durable else QUICK)
        environment = {**os.environ, "DATABASE_URL": f"postgres://teduh:teduh@127.0.0.1:{port}/teduh"}
        return subprocess.run(command, env=environment, check=False).returncode
    finally:
        if server is not None:
            server.send_signal(signal.SIGINT)  # "Fast": does not wait for those who are still connected.
            server.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def start(folder: Path, port: int, options: list[str]) -> subprocess.Popen[bytes]:
    """Make the server's files, start it as a user who is not root, wait until it answers, make the database."""
    binaries = find_binaries()
    user = unprivileged_user()
    if user:
        shutil.chown(folder, user)
    data = folder / "data"
    password = folder / "password"
    password.write_text("teduh")
    initdb = [str(binaries / "initdb"), "-D", str(data), "-U", "teduh", "-A", "scram-sha-256", f"--pwfile={password}"]
    as_user(user, [*initdb, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"])
    log = (folder / "log").open("wb")
    server = subprocess.Popen(
        [str(binaries / "postgres"), "-D", str(data), "-p", str(port), "-k", str(folder), "-h", "127.0.0.1", *options],
        stdout=log,
        stderr=log,
        user=user,
        group=pwd.getpwnam(user).pw_gid if user else None,
        extra_groups=[] if user else None,
        start_new_session=True,
        cwd=folder,
    )
    environment = {**os.environ, "PGPASSWORD": "teduh"}
    reach = ["-h", "127.0.0.1", "-p", str(port), "-U", "teduh"]
    for _ in range(300):
        ready = subprocess.run([str(binaries / "pg_isready"), *reach, "-q"], env=environment, check=False)
        if ready.returncode == 0:
            break
        if server.poll() is not None:
            break
        time.sleep(0.1)
    made = subprocess.run([str(binaries / "createdb"), *reach, "teduh"], env=environment, check=False)
    if made.returncode:
        raise SystemExit("PostgreSQL did not start:\n" + (folder / "log").read_text(errors="replace")[-2000:])
    return server


def find_binaries() -> Path:
    """The folder of the server's programs: 15 first, for that is what production runs; then the newest there is."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    folders.sort(key=lambda path: path.parent.name != "15")
    on_path = shutil.which("initdb")
    for folder in [*folders, *([Path(on_path).parent] if on_path else [])]:
        if (folder / "initdb").exists():
            return folder
    raise SystemExit("PostgreSQL is not installed here: scripts/need.sh installs it on Debian, as root.")


def unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root; then it runs as `postgres`, or as `nobody`."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise SystemExit("PostgreSQL cannot run as root, and there is no user postgres or nobody.")


def as_user(user: str | None, command: list[str]) -> None:
    """Run a short command as that user, quietly; its words are shown when it fails."""
    group = pwd.getpwnam(user).pw_gid if user else None
    done = subprocess.run(
        command, user=user, group=group, extra_groups=[] if user else None, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
