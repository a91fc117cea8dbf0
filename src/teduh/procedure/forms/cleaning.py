# SPDX-License-Identifier: AGPL-3.0-or-later
"""Posted fields as answers: one function a kind of field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from teduh.procedure.forms.answers import settle, settle_row
from teduh.procedure.forms.values import LARGEST_FILE, MOST_ROWS, ON_PAPER, ROWS, Answer, Field, Form, Kind, Raw, Row
from teduh.procedure.problems import Message

LONGEST_TEXT = 500
LONGEST_LONG_TEXT = 100_000
LONGEST_SIGNATURE = 60_000
MOST_FILES = 20
UNKNOWN_SIGN = "?"


def clean(form: Form, raw: Raw) -> tuple[dict[str, Answer], dict[str, Message]]:
    """Posted fields as (answers, errors by field), answers of hidden questions left out, results worked out.

    See the head of this package. A required question without an answer is no error here: a form is saved as it is
    typed. Ask `missing` to finish it. An error in a row bears the row: `keluarga.2.umur`.
    """
    answers, errors = _cleaned(form.fields, raw, "")
    settled = settle(form, answers)
    return settled.answers, {code: error for code, error in errors.items() if code.partition(".")[0] in settled.fields}


def _cleaned(fields: tuple[Field, ...], raw: Raw, before: str) -> tuple[dict[str, Answer], dict[str, Message]]:
    answers: dict[str, Answer] = {}
    errors: dict[str, Message] = {}
    for one in fields:
        name = f"{before}{one.code}"
        if one.kind in ROWS:
            rows, wrong = _clean_rows(one, raw, name)
            errors |= wrong
            if rows:
                answers[one.code] = rows
            elif given(raw, f"{name}.unknown"):
                answers[one.code] = None
            continue
        values = given(raw, name)
        if given(raw, f"{name}.unknown") or values == [UNKNOWN_SIGN]:
            answers[one.code] = None
            continue
        value = _CLEANERS[one.kind](one, values, raw, name)
        if isinstance(value, Message):
            errors[name] = value
        elif value is not None:
            answers[one.code] = value
    return answers, errors


def _clean_rows(one: Field, raw: Raw, name: str) -> tuple[list[Row], dict[str, Message]]:
    """Rows as they were posted; empty ones are left out unless the form itself names its rows."""
    rows: list[Row] = []
    errors: dict[str, Message] = {}
    for number in range(1, (len(one.rows) or MOST_ROWS) + 1):
        row, wrong = _cleaned(one.columns, raw, f"{name}.{number}.")
        errors |= wrong
        asked = settle_row(one.columns, row).answers
        if asked or wrong or one.rows:
            rows.append(asked)
    return (rows if any(rows) else []), errors


def given(raw: Raw, name: str) -> list[str]:
    """What was posted under that name, empty texts left out; NUL and other control signs never get in."""
    value = raw.get(name, ())
    values = [value] if isinstance(value, str) else list(value)
    return [cleaned for one in values if (cleaned := _CONTROL.sub("", one).strip())]


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def _clean_text(one: Field, values: list[str], raw: Raw, name: str) -> Answer | Message:
    longest = LONGEST_TEXT if one.kind is Kind.TEXT else LONGEST_LONG_TEXT
    if values and len(values[0]) > longest:
        return Message(f"Terlalu panjang: paling banyak {longest} huruf", f"Too long: at most {longest} characters")
    return values[0] if values else None


def _clean_number(one: Field, values: list[str], raw: Raw, name: str) -> Answer | Message:
    """`1.250` and `1250` are the same whole number, `1,5` has a decimal: numbers as Indonesia writes them."""
    if not values:
        return None
    said = values[0].replace(" ", "")
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", said):
        said = said.replace(".", "")
    said = said.replace(",", ".")
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,6})?", said):
        return Message("Tulis bilangan, misalnya 3 atau 1,5", "Write a number, such as 3 or 1,5")
    number = float(said) if "." in said else int(said)
    if one.whole and number != int(number):
        return Message("Tulis bilangan bulat, misalnya 3", "Write a whole number, such as 3")
    if one.least is not None and number < one.least:
        return Message(f"Paling kecil {written(one.least)}", f"At least {written(one.least)}")
    if one.most is not None and number > one.most:
        return Message(f"Paling besar {written(one.most)}", f"At most {written(one.most)}")
    return number


def written(number: float) -> str:
    """A number as Indonesia writes it: `1,5`. It reads as the same number again, to six decimals."""
    text = str(int(number)) if number == int(number) else f"{number:.6f}".rstrip("0")
    return text.replace(".", ",")


_DATE = re.compile(r"(?:(?:(\d{1,2})[-/. ])?(\d{1,2})[-/. ])?(\d{4})(~?)")
_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(~?)")


def _clean_date(one: Field, values: list[str], raw: Raw, name: str) -> Answer | Message:
    """`2015-04-21`, `21-04-2015`, `4/2015` or `2015`: as much as is known."""
    if not values:
        return None
    if found := _ISO_DATE.fullmatch(values[0]):
        year, month, day, mark = found.groups()
    elif found := _DATE.fullmatch(values[0]):
        day, month, year, mark = found.groups()
    else:
        return _NO_DATE
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return _NO_DATE
    parts = [year, *(f"{int(part):02}" for part in (month, day) if part)]
    return "-".join(parts) + ("~" if mark or given(raw, f"{name}.about") else "")


_NO_DATE = Message(
    "Tulis tanggal, misalnya 21-04-2015. Bila hanya tahunnya yang diketahui: 2015",
    "Write a date, such as 21-04-2015. Where only the year is known: 2015",
)
_TIME = re.compile(r"([01]?\d|2[0-3])(?:[.:]([0-5]\d))?(~?)")


def _clean_time(one: Field, values: list[str], raw: Raw, name: str) -> Answer | Message:
    """`7.30`, `07:30` or `7`: kept as `07:30`, with `~` behind it where it is about right."""
    if not values:
        return None
    found = _TIME.fullmatch(values[0])
    if found is None:
        return Message("Tulis jam, misalnya 07.30 atau 19.00", "Write a time of day, such as 07.30 or 19.00")
    hour, minute, mark = found.groups()
    return f"{int(hour):02}:{minute or '00'}" + ("~" if mark or given(raw, f"{name}.about") else "")


def _clean_choice(one: Field, values: list[str], raw: Raw, name: str) -> Answer | Message:
    codes = {option.code for option in one.options}
    if any(value not in codes for value in values):
        return Message("Pilih dari daftar", "Choose from the list")
    if not values:
        return None
    return list(dict.fromkeys(values)) if one.kind is Kind.SEVERAL else values[0]


_REGION = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?")


def _clean_address(one: Field, values: list[str], raw: Raw, name: str) -> Answer | Message:
    """`{line, region, place}`: the street as written, the region's code where one was chosen, and its words."""
    place, region = given(raw, f"{name}.place"), given(raw, f"{name}.region")
    if any(len(text[0]) > LONGEST_TEXT for text in (values, place) if text):
        return Message(f"Terlalu panjang: paling banyak {LONGEST_TEXT} huruf", f"Too long: at most {LONGEST_TEXT}")
    found: Row = {"line": values[0]} if values else {}
    if place:
        found["place"] = place[0]
    if place and region and _REGION.fullmatch(region[0]):
        found["region"] = region[0]
    return found or None


def _clean_file(one: Field, values: list[str], raw: Raw, name: str) -> Answer | Message:
    """Each kept file as `ID TYPE BYTES NAME`, which the edge writes from what it keeps; never what a browser claims."""
    if len(values) > MOST_FILES:
        return Message(f"Paling banyak {MOST_FILES} berkas", f"At most {MOST_FILES} files")
    files: list[Row] = []
    for value in values:
        number, kind, size, title = (*value.split(" ", 3), "", "", "")[:4]
        if not size.isdecimal():
            return Message("Pilih berkasnya sekali lagi", "Choose the file once more")
        if one.accepts and kind not in one.accepts:
            return Message(f"{title}: jenis berkas ini tidak diterima di sini", f"{title}: this kind is not taken here")
        if int(size) > (one.most or LARGEST_FILE) * 1_000_000:
            most = written(one.most or LARGEST_FILE)
            return Message(f"{title}: paling besar {most} MB", f"{title}: at most {most} MB")
        files.append({"id": number, "type": kind, "size": int(size), "name": title})
    return files or None


# Lines on a sheet of 600 by 200: what the script draws, and nothing that could act in a page.
_PATH = re.compile(r"(?:M\d{1,3} \d{1,3}(?:L\d{1,3} \d{1,3})*)+")


def _clean_signature(one: Field, values: list[str], raw: Raw, name: str) -> Answer | Message:
    if not values or values[0] == ON_PAPER:
        return values[0] if values else None
    if len(values[0]) > LONGEST_SIGNATURE or not _PATH.fullmatch(values[0]):
        return Message("Tanda tangan tidak terbaca. Ulangi.", "The signature cannot be read. Draw it again.")
    return values[0]


def _clean_nothing(one: Field, values: list[str], raw: Raw, name: str) -> Answer | Message:
    """A result is worked out, never taken from what was posted."""
    return None


_CLEANERS: Mapping[Kind, Callable[[Field, list[str], Raw, str], Answer | Message]] = {
    Kind.TEXT: _clean_text,
    Kind.LONG_TEXT: _clean_text,
    Kind.NUMBER: _clean_number,
    Kind.DATE: _clean_date,
    Kind.TIME: _clean_time,
    Kind.CHOICE: _clean_choice,
    Kind.SEVERAL: _clean_choice,
    Kind.YES_NO: _clean_choice,
    Kind.SCORE: _clean_choice,
    Kind.PERSON: _clean_choice,
    Kind.ADDRESS: _clean_address,
    Kind.FILE: _clean_file,
    Kind.SIGNATURE: _clean_signature,
    Kind.CALCULATED: _clean_nothing,
}


def posted(one: Field, answers: Mapping[str, Answer], before: str = "") -> dict[str, list[str]]:
    """A kept answer as it would have been posted: cleaned again, it is the same answer."""
    name = f"{before}{one.code}"
    if one.code not in answers:
        return {}
    answer = answers[one.code]
    if answer is None:
        return {f"{name}.unknown": ["1"]}
    if isinstance(answer, dict):
        parts = {name: "line", f"{name}.place": "place", f"{name}.region": "region"}
        return {key: [str(answer[part])] for key, part in parts.items() if answer.get(part)}
    if one.kind is Kind.FILE and isinstance(answer, list):
        return {
            name: [
                f"{file['id']} {file['type']} {file['size']} {file['name']}"
                for file in answer
                if isinstance(file, dict)
            ]
        }
    if isinstance(answer, list):
        found = {name: [value for value in answer if isinstance(value, str)]}
        for number, row in enumerate(answer, start=1):
            for column in one.columns if isinstance(row, dict) else ():
                assert isinstance(row, dict)
                found |= posted(column, row, f"{name}.{number}.")
        return {key: values for key, values in found.items() if values}
    if isinstance(answer, int | float):
        return {name: [written(answer)]}
    about = {f"{name}.about": ["1"]} if one.kind in (Kind.DATE, Kind.TIME) and answer.endswith("~") else {}
    return {name: [as_written(one, answer.rstrip("~") if about else answer)], **about}


def as_written(one: Field, text: str) -> str:
    """A day or an hour as people here write it: `21-04-2015`, `07.30`."""
    if one.kind is Kind.DATE:
        return "-".join(reversed(text.split("-")))
    return text.replace(":", ".") if one.kind is Kind.TIME else text
