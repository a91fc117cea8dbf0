# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checking forms as files: what the core asks, and that a published form did not change under its number."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from teduh.procedure import forms
from teduh.procedure.forms import Form
from teduh.procedure.problems import Message, Problem
from teduh.procedure.standard import yaml
from teduh.standards.formfiles import code_lists

Published = Mapping[tuple[str, int], set[str]]


def check_form(path: Path, *, published: Published) -> tuple[Form | None, list[Problem]]:
    """One file with every problem in it. A file that cannot be read is a problem like any other."""
    try:
        source = path.read_bytes()
    except OSError as error:
        said = Message("berkas tidak dapat dibaca. Periksa namanya", f"the file cannot be read ({error.strerror})")
        return None, [Problem(str(path), 0, "F1", said)]
    return check_text(source, file=str(path), published=published)


def check_text(source: bytes, *, file: str, published: Published) -> tuple[Form | None, list[Problem]]:
    document = yaml.read(source, file=file)
    form, problems = forms.parse(document.root, file=file, codelists=code_lists())
    found = [*document.problems, *problems]
    if form is not None and changed(form, published):
        said = Message(
            f"formulir ini sudah terbit sebagai versi {form.version} dengan isi lain. Naikkan `versi`",
            f"this form was published as version {form.version} with other content. Raise `versi`",
        )
        found.append(Problem(file, 1, "F16", said))
    return (None if found else form), sorted(found, key=lambda problem: problem.line)


def changed(form: Form, published: Published) -> bool:
    known = published.get((form.code, form.version), set())
    return bool(known) and forms.digest(form) not in known


def form_files(path: Path) -> list[Path]:
    """The forms that a path means: a file, or all in a folder."""
    return sorted(path.glob("**/*.yaml")) if path.is_dir() else [path]
