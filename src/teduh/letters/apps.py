# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "teduh.letters"
    label = "letters"
    verbose_name = "Surat"

    def ready(self) -> None:
        from teduh.cases.registry import PaperMaker, register_paper_maker
        from teduh.letters.actions import make_papers
        from teduh.letters.asking import asks, title
        from teduh.letters.queries import papers_of

        register_paper_maker(PaperMaker(asks=asks, make=make_papers, title=title, papers_of=papers_of))
