# SPDX-License-Identifier: AGPL-3.0-or-later
"""The standards of the catalogue: sound, with examples that hold; and the code lists that standards lean on."""

from __future__ import annotations

from pathlib import Path

import pytest

from teduh.accounts.roles import CASE_ROLES
from teduh.procedure.standard.slugs import slug
from teduh.procedure.standard.words import ACTIVITY_BY_SLUG
from teduh.procedure.state import WRITTEN_CHANNELS
from teduh.standards.catalogue import catalogue_folder, vocabulary
from teduh.standards.files import check_file, example_files, folder_code, standard_files

FILES = standard_files(catalogue_folder() / "standards")


def test_the_four_standards_are_there() -> None:
    assert [folder_code(path) for path in FILES] == [
        "kab-lumajang/rekomendasi-abh",
        "kab-sampang/konseling-keluarga",
        "kota-pekalongan/terima-rujukan",
        "kota-tebing-tinggi/pengaduan-masyarakat",
    ]


@pytest.mark.parametrize("path", FILES, ids=folder_code)
def test_a_standard_keeps_every_rule_and_its_examples_hold(path: Path) -> None:
    checked = check_file(path)
    assert [problem.text() for problem in checked.problems if not problem.warning] == []
    assert checked.sound


@pytest.mark.parametrize("path", FILES, ids=folder_code)
def test_its_examples_show_every_step_and_every_end(path: Path) -> None:
    assert [problem.text() for problem in check_file(path).problems if problem.rule == "C37"] == []
    assert len(example_files(path)) >= 4


def test_roles_are_those_of_the_installation() -> None:
    codes = [role.code for role in dict.fromkeys(vocabulary().roles.values()) if not role.outside]
    assert codes == list(CASE_ROLES)


def test_a_channel_is_written_where_the_procedure_says_so() -> None:
    assert {kind.code for kind in vocabulary().channels.values() if kind.written} == WRITTEN_CHANNELS


def test_no_outsider_bears_the_name_of_an_activity_or_role() -> None:
    known = vocabulary()
    names = [slug(role.id) for role in dict.fromkeys(known.roles.values())]
    assert len(names) == len(set(names))
    assert not set(names) & set(ACTIVITY_BY_SLUG)


def test_a_word_for_several_values_means_all_of_them() -> None:
    kind = vocabulary().facts["jenis"]
    sexual = kind.values["seksual"]
    assert {"rape", "sexual", "sexual_violence"} <= set(sexual.codes)
    assert kind.values["kdrt"].codes == ("domestic_violence",)
    assert [word.id for word in kind.words(sexual.codes)] == ["kekerasan seksual"]


def test_a_catalogue_may_be_empty(tmp_path: Path) -> None:
    known = vocabulary(tmp_path)
    assert not known.roles
    assert not known.offices
    assert vocabulary(tmp_path, draft=True).draft
