# SPDX-License-Identifier: AGPL-3.0-or-later
"""Standards and their examples as files: where they lie, how they are read and checked. Needs no database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from teduh.procedure import stories
from teduh.procedure.examples import check_examples
from teduh.procedure.problems import Message, Problem
from teduh.procedure.standard.check import check
from teduh.procedure.standard.faults import Faults
from teduh.procedure.standard.parse import Loaded
from teduh.procedure.standard.reference import with_tables
from teduh.procedure.standard.schema import schema_text
from teduh.procedure.standard.slugs import slug
from teduh.standards.catalogue import catalogue_folder, holidays, vocabulary

_REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "reference"
STANDARD_FILE = "standard.yaml"
_UNREADABLE = {
    FileNotFoundError: "tidak ada",
    IsADirectoryError: "ini folder",
    PermissionError: "tidak diizinkan",
}
Published = Callable[[str], Mapping[int, str]]


def nothing_published(_: str) -> Mapping[int, str]:
    return {}


def standard_files(path: Path) -> tuple[Path, ...]:
    """The standards that a path means: the file itself; below a folder every `standard.yaml`, or, where there is none,
    every YAML file but the examples."""
    if not path.is_dir():
        return (path,)
    named = tuple(sorted(path.rglob(STANDARD_FILE)))
    others = (one for one in sorted(path.rglob("*.yaml")) if "examples" not in one.relative_to(path).parts)
    return named or tuple(others)


def find_standard(name: str) -> Path | None:
    """A standard by its code in the catalogue, or by its file or folder."""
    path = Path(name)
    for candidate in (path, path / STANDARD_FILE, catalogue_folder() / "standards" / name / STANDARD_FILE):
        if candidate.is_file():
            return candidate
    return None


def folder_code(path: Path) -> str:
    """The code that the file's folder implies: office/service. Empty where the file is not called `standard.yaml`."""
    absolute = path.resolve()
    return f"{absolute.parent.parent.name}/{absolute.parent.name}" if path.name == STANDARD_FILE else ""


def example_files(path: Path) -> tuple[Path, ...]:
    """The stories beside a standard, by name."""
    return tuple(sorted((path.parent / "examples").glob("*.yaml")))


def reference_folder() -> Path:
    """Where the reference of the format lies in the source tree."""
    return _REFERENCE


def write_reference() -> tuple[Path, ...]:
    """Make the reference's tables and the editors' schema anew from the code. Returns the files written."""
    known = vocabulary()
    page, schema = _REFERENCE / "standar.md", _REFERENCE / "standar.schema.json"
    page.write_text(with_tables(page.read_text(encoding="utf-8"), known), encoding="utf-8")
    schema.write_text(schema_text(known), encoding="utf-8")
    return page, schema


def check_file(path: Path, *, draft: bool = False, published: Published = nothing_published) -> Loaded:
    """Read and check one file with its examples. A file that cannot be read is a problem like any other."""
    known = vocabulary(draft=draft)
    try:
        source = path.read_bytes()
    except OSError as error:
        faults = Faults(str(path))
        faults.add(
            "C1",
            0,
            f"berkas tidak dapat dibaca ({_UNREADABLE.get(type(error), error.strerror)}). Periksa namanya",
            f"the file cannot be read ({error.strerror}). Look at its name",
        )
        return Loaded(str(path), None, faults.sorted())
    folder = folder_code(path)
    loaded = check(source, file=str(path), vocabulary=known, folder=folder, published=published(folder))
    examples = {str(one): one.read_bytes() for one in example_files(path)}
    if not examples and not (folder and not draft):
        return loaded
    found = check_examples(loaded, examples, vocabulary=known, holidays=holidays())
    return Loaded(loaded.file, loaded.standard, (*loaded.problems, *found), loaded.root, loaded.steps)


def find_stories(path: Path, name: str) -> tuple[tuple[stories.Story, ...], tuple[Problem, ...]]:
    """The story or stories that a name means: a file; or the number, the file name or the title of an example of the
    standard in that file."""
    known = vocabulary()
    if Path(name).is_file():
        return stories.read(Path(name).read_bytes(), file=name, vocabulary=known)
    examples = example_files(path)
    if name.isdigit() and 1 <= int(name) <= len(examples):
        examples = (examples[int(name) - 1],)
    elif any(slug(one.stem) == slug(name) for one in examples):
        examples = tuple(one for one in examples if slug(one.stem) == slug(name))
    else:
        examples = tuple(one for one in examples if _has_title(one, name))
    if not examples:
        there = ", ".join(f"{number} {one.stem}" for number, one in enumerate(example_files(path), start=1)) or "-"
        message = Message(
            f"tidak ada cerita “{name}”. Contoh standar ini: {there}",
            f"there is no story “{name}”. Examples of this standard: {there}",
        )
        return (), (Problem(name, 0, "C37", message),)
    return stories.read(examples[0].read_bytes(), file=str(examples[0]), vocabulary=known)


def _has_title(path: Path, title: str) -> bool:
    found, _ = stories.read(path.read_bytes(), file=str(path), vocabulary=vocabulary())
    return any(slug(story.title) == slug(title) for story in found)
