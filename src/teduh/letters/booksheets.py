# SPDX-License-Identifier: AGPL-3.0-or-later
"""A register as a spreadsheet (XLSX). A cell is text, number or day: what somebody typed never becomes a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO

import xlsxwriter

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60

Cell = str | int | date | None


def workbook(title: str, *, head: Sequence[str], columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One sheet: head, title, columns, rows. It prints on A4 across, with the columns on each page."""
    output = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(output, options)
    sheet = book.add_worksheet(title[:31])
    bold = book.add_format({"bold": True})
    heading = book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    day = book.add_format({"border": 1, "num_format": "dd-mm-yyyy", "align": "left", "valign": "top"})
    for place, line in enumerate((*head, title)):
        sheet.write_string(place, 0, line, bold)
    top = len(head) + 2
    widths = [len(column) for column in columns]
    for place, column in enumerate(columns):
        sheet.write_string(top, place, column, heading)
    for number, row in enumerate(rows, start=top + 1):
        for place, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, place, cell, day)
            elif isinstance(cell, int):
                sheet.write_number(number, place, cell, plain)
            else:
                sheet.write_string(number, place, cell or "", plain)
            widths[place] = max(widths[place], 10 if isinstance(cell, date) else len(str(cell or "")))
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(width, WIDEST) + 2)
    sheet.freeze_panes(top + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.set_footer("&P / &N")
    book.close()
    return output.getvalue()
