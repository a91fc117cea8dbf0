# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    name = "teduh.letters"
    label = "letters"
    verbose_name = "Surat"

    def ready(self) -> None:
        from teduh.accounts.managepages import ManagePage, register_manage_page
        from teduh.cases.registry import (
            PaperMaker,
            register_case_panel,
            register_desk_panel,
            register_finished,
            register_paper_maker,
            register_pass_on,
        )
        from teduh.letters import dispositions, writing
        from teduh.letters.actions.delivering import hand_over
        from teduh.letters.actions.disposing import give_by_step, pass_waiting
        from teduh.letters.actions.making import make_product
        from teduh.letters.asking import asks, title
        from teduh.letters.formprint import print_form
        from teduh.letters.handing import examine, handing
        from teduh.letters.queries import papers_of
        from teduh.letters.queries.lacking import lacking_before
        from teduh.letters.queries.registers import known_of
        from teduh.letters.queries.waiting import hinders, signed_apart, unsettled, waiting_at

        register_manage_page(ManagePage(_("Surat"), "letters:settings", "office.letters"))

        register_paper_maker(
            PaperMaker(
                asks=asks,
                make=make_product,
                title=title,
                papers_of=papers_of,
                hinders=hinders,
                waiting_at=waiting_at,
                signed_apart=signed_apart,
                known=known_of,
                unsettled=unsettled,
                handing=handing,
                examine=examine,
                print_form=print_form,
                lacking=lacking_before,
            )
        )
        register_finished(hand_over)
        register_finished(give_by_step)
        register_pass_on(pass_waiting)
        register_case_panel(writing.panel_of)
        register_case_panel(dispositions.panel_of)
        register_desk_panel(dispositions.for_me)
        register_desk_panel(dispositions.lying)
