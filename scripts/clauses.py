# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table in README.md that says which acceptance test proves which clause: `python scripts/clauses.py [--check]`.

The tests are read, not run: a test names its clauses in `@pytest.mark.clause("T3", …)`; `part=True` says that it proves
the clause in part only, so far as its name tells.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BEGIN, END = "<!-- clauses: begin -->", "<!-- clauses: end -->"
CLAUSES = ROOT / "docs" / "reference" / "clauses.md"


def promises() -> dict[str, str]:
    """Clause by code, from the tables of docs/reference/clauses.md, in their order."""
    rows = re.findall(r"^\| *([A-Z]\d+) *\| *(.+?) *\|", CLAUSES.read_text("utf-8"), flags=re.MULTILINE)
    return dict(rows)


@dataclass(frozen=True)
class Proof:
    """A test that names a clause."""

    path: str
    name: str
    part: bool

    @property
    def link(self) -> str:
        return f"[{self.name.removeprefix('test_').replace('_', ' ')}]({self.path})"


def proofs() -> dict[str, list[Proof]]:
    """Tests by the clause that they name."""
    found: dict[str, list[Proof]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for clause, part in clauses_of(node):
                    found[clause].append(Proof(path.relative_to(ROOT).as_posix(), node.name, part))
    return found


def clauses_of(test: ast.FunctionDef) -> list[tuple[str, bool]]:
    """The codes in the test's marks, each with whether it is proved in part only."""
    codes: list[tuple[str, bool]] = []
    for mark in test.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.clause":
            part = any(word.arg == "part" and ast.unparse(word.value) == "True" for word in mark.keywords)
            codes += [(str(argument.value), part) for argument in mark.args if isinstance(argument, ast.Constant)]
    return codes


def table() -> str:
    """Markdown: a line a clause, its promise, and the tests that prove it."""
    proved = proofs()
    known = promises()
    strange = sorted(set(proved) - set(known))
    if strange:
        raise SystemExit(f"Tests name clauses that {CLAUSES.relative_to(ROOT)} does not have: {', '.join(strange)}")
    partly = [code for code, found in proved.items() if all(one.part for one in found)]
    count = f"{len(proved) - len(partly)} of {len(known)} clauses are proved, {len(partly)} in part."
    lines = [count, "", "| clause | promise | proved by |", "|---|---|---|"]
    for code, promise in known.items():
        tests = "<br>".join(one.link for one in proved.get(code, []))
        told = f"in part: {tests}" if code in partly else tests or "—"
        lines.append(f"| {code} | {promise} | {told} |")
    return "\n".join(lines)


def fresh(readme: str) -> str:
    """The README with the table of today between its marks."""
    before, rest = readme.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


def main() -> None:
    """Write the table, or with `--check` say whether it is out of date."""
    old = README.read_text("utf-8")
    new = fresh(old)
    if "--check" in sys.argv[1:]:
        if old != new:
            raise SystemExit("The table of clauses in README.md is out of date: run `make coverage`.")
    else:
        README.write_text(new, "utf-8")


if __name__ == "__main__":
    main()
