# SPDX-License-Identifier: AGPL-3.0-or-later
"""A page as a browser without JavaScript takes it: its words, its forms, and what a form sends once it is filled in."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

EMPTY_TAGS = {"input", "br", "img", "meta", "link", "hr", "use", "path"}
NOT_READ = {"script", "style", "template", "svg"}


@dataclass
class PageForm:
    """`values` is what the browser would send now; `offered` what may be chosen under a name."""

    action: str
    values: dict[str, list[str]] = field(default_factory=dict)
    offered: dict[str, list[str]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)  # an option's value -> its words, for lists of people

    def named(self, asked: str) -> str:
        """The one field of that name, or whose name ends so: `account` is `formulir-pengaduan-account`."""
        names = self.values.keys() | self.offered.keys()
        if asked in names:
            return asked
        found = sorted(name for name in names if name.endswith(f"-{asked}"))
        assert len(found) == 1, f"{asked!r} is {found or 'not'} among {sorted(names)}"
        return found[0]

    def filled(self, answers: dict[str, str | list[str]]) -> dict[str, list[str]]:
        """What is sent once these are typed or chosen. AssertionError where the page does not offer it."""
        sent = {name: list(values) for name, values in self.values.items()}
        for asked, answer in answers.items():
            name = self.named(asked)
            chosen = [answer] if isinstance(answer, str) else list(answer)
            offered = self.offered.get(name)
            assert offered is None or set(chosen) <= set(offered), f"{name}: {chosen} of {offered}"
            sent[name] = chosen
        return sent

    def option(self, asked: str, words: str) -> str:
        """The value of the option whose words begin so."""
        name = self.named(asked)
        found = [value for value in self.offered[name] if self.words.get(f"{name}={value}", "").startswith(words)]
        assert len(found) == 1, f"{words!r} is not one of {self.words}"
        return found[0]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[PageForm] = []
        self.links: list[str] = []
        self.text: list[str] = []
        self.form: PageForm | None = None
        self.area: str | None = None
        self.list: str | None = None
        self.option: str | None = None
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag in NOT_READ:
            self.silent += 1
        elif tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "form":
            self.form = PageForm(given.get("action", ""))
            self.forms.append(self.form)
        elif self.form is None or ("name" not in given and tag != "option"):
            return
        elif tag == "input":
            self.input(name, given)
        elif tag == "textarea":
            self.area = name
            self.form.values[name] = [""]
        elif tag == "select":
            self.list = name
            self.form.offered[name] = []
        elif tag == "option" and self.list:
            value = given.get("value", "")
            self.option = f"{self.list}={value}"
            self.form.words[self.option] = ""
            self.form.offered[self.list].append(value)
            if "selected" in given or self.list not in self.form.values:
                self.form.values[self.list] = [value]

    def input(self, name: str, given: dict[str, str]) -> None:
        assert self.form is not None
        kind, value = given.get("type", "text"), given.get("value", "on")
        if kind in ("radio", "checkbox"):
            self.form.offered.setdefault(name, []).append(value)
            if "checked" in given:
                self.form.values.setdefault(name, []).append(value)
        elif kind not in ("submit", "button"):
            self.form.values[name] = [given.get("value", "")]

    def handle_endtag(self, tag: str) -> None:
        if tag in NOT_READ:
            self.silent -= 1
        elif tag == "form":
            self.form = None
        elif tag == "textarea" and self.area and self.form:
            # The line break behind the tag belongs to the source, not to the answer.
            self.form.values[self.area] = [self.form.values[self.area][0].removeprefix("\n")]
            self.area = None
        elif tag == "select":
            self.list = None
        elif tag == "option":
            self.option = None

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        if self.form and self.area:
            self.form.values[self.area][0] += data
        if self.form and self.option:
            self.form.words[self.option] += data
        self.text.append(data)


@dataclass(frozen=True)
class Page:
    """A page that was read."""

    status: int
    address: str
    text: str  # all words, one space between them
    forms: list[PageForm]
    links: list[str]

    def form(self, name: str) -> PageForm:
        """The form that has a field of that name."""
        found = [one for one in self.forms if name in one.values or name in one.offered]
        assert len(found) == 1, f"{len(found)} forms have {name!r} on {self.address}: {self.text[:2000]}"
        return found[0]


def read(status: int, address: str, html: str) -> Page:
    reader = _Reader()
    reader.feed(html)
    return Page(status, address, " ".join(" ".join(reader.text).split()), reader.forms, reader.links)
