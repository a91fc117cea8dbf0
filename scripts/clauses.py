# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table in README.md that says which acceptance test proves which clause: `python scripts/clauses.py [--check]`.

The tests are read, not run: a test names its clauses in `@pytest.mark.clause("T3", …)`.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BEGIN, END = "<!-- clauses: begin -->", "<!-- clauses: end -->"
CLAUSES = ROOT / "docs" / "reference" / "clauses.md"


def promises() -> dict[str, str]:
    """Clause by code, from the tables of docs/reference/clauses.md, in their order."""
    rows = re.findall(r"^\| *([A-Z]\d+) *\| *(.+?) *\|", CLAUSES.read_text("utf-8"), flags=re.MULTILINE)
    return dict(rows)


def proofs() -> dict[str, list[str]]:
    """Tests by the clause that they name."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for clause in clauses_of(node):
                    found[clause].append(f"{path.relative_to(ROOT).as_posix()}::{node.name}")
    return found


def clauses_of(test: ast.FunctionDef) -> list[str]:
    """The codes in the test's marks."""
    codes: list[str] = []
    for mark in test.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.clause":
            codes += [argument.value for argument in mark.args if isinstance(argument, ast.Constant)]
    return codes


def table() -> str:
    """Markdown: a line a clause, its promise, and the tests that prove it."""
    proved = proofs()
    known = promises()
    strange = sorted(set(proved) - set(known))
    if strange:
        raise SystemExit(f"Tests name clauses that {CLAUSES.relative_to(ROOT)} does not have: {', '.join(strange)}")
    count = sum(1 for code in known if code in proved)
    lines = [f"{count} of {len(known)} clauses are proved.", "", "| clause | promise | proved by |", "|---|---|---|"]
    for code, promise in known.items():
        tests = "<br>".join(
            f"[{name.removeprefix('test_').replace('_', ' ')}]({path})"
            for path, name in (test.split("::") for test in proved.get(code, []))
        )
        lines.append(f"| {code} | {promise} | {tests or '—'} |")
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
