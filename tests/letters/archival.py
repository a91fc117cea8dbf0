# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a machine can tell of PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1), rule by rule, read with pypdf.

No validator installs from the package registries: veraPDF is a Java program with an installer of its own. What is
checked here is what a letter could get wrong: each rule is one function that yields its faults, in words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, StreamObject

HEADING = re.compile(r"/H([1-6])\Z")
STANDARD = frozenset(
    f"/{name}"
    for name in (
        *("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI"),
        *("Index", "NonStruct", "Private", "P", "H", "H1", "H2", "H3", "H4"),
        *("H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH"),
        *("TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry"),
        *("Code", "Link", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT"),
        *("WP", "Figure", "Formula", "Form"),
    )
)
ALLOWED_ACTIONS = frozenset(("/URI", "/GoTo"))
# What would run, play, or carry another file along.
FORBIDDEN_KEYS = frozenset(("/JS", "/JavaScript", "/AA", "/OpenAction", "/EmbeddedFiles", "/EF", "/XFA", "/Launch"))
FORBIDDEN_TYPES = frozenset(("/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/FileAttachment"))
PAINTING = frozenset((b"S s f F f* B B* b b* sh Do EI BI INLINE IMAGE Tj TJ ' \"").split())
EVERY_CHECK: list[Callable[[PdfReader], Iterator[str]]] = []


def check(rule: Callable[[PdfReader], Iterator[str]]) -> Callable[[PdfReader], Iterator[str]]:
    EVERY_CHECK.append(rule)
    return rule


def faults(pdf: bytes) -> list[str]:
    """Every fault, each named by its rule; nothing where the paper keeps to both standards as far as is told here."""
    reader = PdfReader(BytesIO(pdf))
    return [f"{rule.__name__}: {fault}" for rule in EVERY_CHECK for fault in rule(reader)]


def catalog(reader: PdfReader) -> DictionaryObject:
    root = reader.trailer["/Root"].get_object()
    assert isinstance(root, DictionaryObject)
    return root


def objects(reader: PdfReader) -> Iterator[Any]:
    """Every object that the catalogue leads to, once."""
    seen: set[int] = set()
    waiting: list[Any] = [reader.trailer["/Root"].get_object()]
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        if isinstance(one, DictionaryObject):
            waiting += [value.get_object() for value in one.values()]
        elif isinstance(one, ArrayObject):
            waiting += [value.get_object() for value in one]


def elements(reader: PdfReader) -> Iterator[tuple[str, DictionaryObject]]:
    """The elements of the structure tree in reading order, each with its type as the role map makes it."""
    tree = catalog(reader).get("/StructTreeRoot")
    if tree is None:
        return
    roles = tree.get_object().get("/RoleMap", {})

    def below(node: DictionaryObject) -> Iterator[tuple[str, DictionaryObject]]:
        for kid in kids(node):
            if isinstance(kid, DictionaryObject) and "/S" in kid:
                kind = str(kid["/S"])
                yield str(roles.get(kind, kind)) if kind not in STANDARD else kind, kid
                yield from below(kid)

    yield from below(tree.get_object())


def true(value: Any) -> bool:
    return bool(getattr(value, "value", value))


def kids(node: DictionaryObject) -> list[Any]:
    inside = node.get("/K")
    if inside is None:
        return []
    inside = inside.get_object()
    return [one.get_object() for one in inside] if isinstance(inside, ArrayObject) else [inside]


@check
def it_is_whole_and_open(reader: PdfReader) -> Iterator[str]:
    """ISO 19005-2, 6.1: a version of 1.x, an identity, and no password."""
    if not reader.pdf_header.startswith("%PDF-1."):
        yield f"begins with {reader.pdf_header}"
    if "/ID" not in reader.trailer:
        yield "bears no identity"
    if "/Encrypt" in reader.trailer:
        yield "is encrypted"


@check
def it_says_what_it_is(reader: PdfReader) -> Iterator[str]:
    """ISO 19005-2, 6.6.4; ISO 14289-1, 5: the standards in its metadata, which agree with the other description."""
    stream = catalog(reader).get("/Metadata")
    marks = stream.get_object().get_data().decode() if stream else ""
    for name, value in (("pdfaid:part", "2"), ("pdfaid:conformance", "A"), ("pdfuaid:part", "1")):
        if not re.search(rf"{name}(?:>|=\"){value}\b", marks):
            yield f"the metadata say no {name} {value}"
    title = (reader.metadata.title if reader.metadata else "") or ""
    if not title or title.replace("&", "&amp;") not in marks:
        yield "the title is missing, or differs in the metadata"


@check
def its_colours_are_defined(reader: PdfReader) -> Iterator[str]:
    """ISO 19005-2, 6.2.3: one output intent, with a profile of red, green and blue."""
    intents = [one.get_object() for one in catalog(reader).get("/OutputIntents", ArrayObject()).get_object()]
    archival = [one for one in intents if one.get("/S") == "/GTS_PDFA1"]
    profile = archival[0].get("/DestOutputProfile") if archival else None
    data = profile.get_object().get_data() if profile is not None else b""
    if data[36:40] != b"acsp" or data[16:20] != b"RGB ":
        yield "no profile of colours"
    for one in objects(reader):
        if one in ("/DeviceCMYK", "/DeviceN", "/Separation"):
            yield f"colours of {one} are not defined"


@check
def its_fonts_are_inside(reader: PdfReader) -> Iterator[str]:
    """ISO 19005-2, 6.2.11: each font is embedded, and each of its signs can be read as text (level A)."""
    for one in objects(reader):
        if not isinstance(one, DictionaryObject) or one.get("/Type") != "/Font":
            continue
        name, kind = one.get("/BaseFont", "?"), one.get("/Subtype")
        if kind in ("/CIDFontType0", "/CIDFontType2"):
            about = one.get("/FontDescriptor", DictionaryObject()).get_object()
            if not {"/FontFile2", "/FontFile3"} & set(about):
                yield f"{name} is not embedded"
            if kind == "/CIDFontType2" and "/CIDToGIDMap" not in one:
                yield f"{name} does not say which sign is which"
        elif kind != "/Type0":
            yield f"{name} is of the kind {kind}"
        elif "/ToUnicode" not in one:
            yield f"{name} cannot be read as text"


@check
def nothing_acts(reader: PdfReader) -> Iterator[str]:
    """ISO 19005-2, 6.4, 6.5 and 6.8: no script, no program, no other file, nothing that plays."""
    for one in objects(reader):
        if not isinstance(one, DictionaryObject):
            continue
        for key in FORBIDDEN_KEYS & set(one):
            yield f"holds {key}"
        if one.get("/Subtype") in FORBIDDEN_TYPES:
            yield f"holds {one['/Subtype']}"
        action = one.get("/A").get_object() if one.get("/Type") == "/Annot" and "/A" in one else None
        if action is not None and action.get("/S") not in ALLOWED_ACTIONS:
            yield f"a link does {action.get('/S')}"
        if isinstance(one, StreamObject) and {"/F", "/FFilter"} & set(one):
            yield "a part lies in another file"
        if "/LZWDecode" in str(one.get("/Filter", "")):
            yield "is packed by LZW"


@check
def it_is_tagged(reader: PdfReader) -> Iterator[str]:
    """ISO 14289-1, 7.1: marked, with a structure tree of known kinds."""
    marks = catalog(reader).get("/MarkInfo", DictionaryObject()).get_object()
    if not true(marks.get("/Marked")):
        yield "is not marked as tagged"
    if true(marks.get("/Suspects")):
        yield "its tags are said to be doubtful"
    kinds = [kind for kind, _ in elements(reader)]
    if kinds[:1] != ["/Document"]:
        yield "has no structure tree that begins with a document"
    for kind in sorted(set(kinds) - STANDARD):
        yield f"{kind} is no known kind"


@check
def all_that_is_drawn_is_marked(reader: PdfReader) -> Iterator[str]:
    """ISO 14289-1, 7.1: whatever is painted is real content, found in the tree, or an artifact."""
    told = marked_contents(reader)
    for number, page in enumerate(reader.pages, start=1):
        held, open_marks = set(), []
        for operands, operator in ContentStream(page["/Contents"].get_object(), reader).operations:
            if operator in (b"BDC", b"BMC"):
                marked = properties(page, operands)
                open_marks.append((str(operands[0]), marked))
                if marked is not None:
                    held.add(marked)
            elif operator == b"EMC":
                open_marks.pop()
            elif operator in PAINTING and not any(
                tag == "/Artifact" or marked is not None for tag, marked in open_marks
            ):
                yield f"page {number}: {operator.decode()} is neither content nor artifact"
                break
        lost = held - told.get(page.indirect_reference.idnum if page.indirect_reference else 0, set())
        if lost:
            yield f"page {number}: the tree does not know {sorted(lost)}"


def properties(page: DictionaryObject, operands: list[Any]) -> int | None:
    """The number of a marked content; None where it bears none."""
    said = operands[1] if len(operands) > 1 else None
    if isinstance(said, str):
        named = page["/Resources"].get_object().get("/Properties", DictionaryObject()).get_object()
        said = named[said].get_object() if said in named else None
    return int(said["/MCID"]) if isinstance(said, dict) and "/MCID" in said else None


def marked_contents(reader: PdfReader) -> dict[int, set[int]]:
    """By page, the numbers of the contents that the tree leads to."""
    found: dict[int, set[int]] = {}

    def note(page: Any, number: int) -> None:
        if page is not None:
            found.setdefault(page.idnum, set()).add(number)

    for _kind, element in elements(reader):
        page = element.raw_get("/Pg") if "/Pg" in element else None
        for kid in kids(element):
            if isinstance(kid, int):
                note(page, int(kid))
            elif isinstance(kid, DictionaryObject) and kid.get("/Type") == "/MCR":
                note(kid.raw_get("/Pg") if "/Pg" in kid else page, int(kid["/MCID"]))
    return found


@check
def each_page_leads_to_the_tree(reader: PdfReader) -> Iterator[str]:
    """ISO 14289-1, 7.18.3 and 7.18: the order of the tab key, and a place in the tree for each page and link."""
    for number, page in enumerate(reader.pages, start=1):
        if page.get("/Tabs") != "/S":
            yield f"page {number}: the tab key does not follow the tree"
        if "/StructParents" not in page:
            yield f"page {number} stands apart from the tree"
        for one in page.get("/Annots", ArrayObject()).get_object():
            mark = one.get_object()
            if mark.get("/Subtype") == "/Link" and not {"/StructParent", "/Contents"} <= set(mark):
                yield f"page {number}: a link is not told"
    tree = catalog(reader).get("/StructTreeRoot")
    if tree is not None and "/ParentTree" not in tree.get_object():
        yield "no way leads from the pages to the tree"


@check
def it_says_its_language_and_title(reader: PdfReader) -> Iterator[str]:
    """ISO 14289-1, 7.1 and 7.2: the window shows the title, not the file's name; the voice knows the language."""
    root = catalog(reader)
    if not str(root.get("/Lang", "")).startswith("id"):
        yield "its language is not said"
    shown = root.get("/ViewerPreferences", DictionaryObject()).get_object()
    if not true(shown.get("/DisplayDocTitle")):
        yield "the window does not show its title"


@check
def pictures_have_words(reader: PdfReader) -> Iterator[str]:
    """ISO 14289-1, 7.3."""
    for kind, element in elements(reader):
        if kind == "/Figure" and not str(element.get("/Alt", "")).strip():
            yield "a picture has no words"


@check
def tables_have_heads(reader: PdfReader) -> Iterator[str]:
    """ISO 14289-1, 7.5: what a column means is said, with what it is the head of."""
    for kind, table in elements(reader):
        if kind != "/Table":
            continue
        heads = [cell for cell in under(table) if cell.get("/S") == "/TH"]
        if not heads:
            yield "a table has no head"
        for cell in heads:
            said = cell.get("/A", ArrayObject()).get_object()
            entries = [one.get_object() for one in said] if isinstance(said, ArrayObject) else [said]
            if not any("/Scope" in one for one in entries):
                yield "a head does not say what it is the head of"


def under(node: DictionaryObject) -> Iterator[DictionaryObject]:
    for kid in kids(node):
        if isinstance(kid, DictionaryObject) and "/S" in kid:
            yield kid
            yield from under(kid)


@check
def headings_come_in_order(reader: PdfReader) -> Iterator[str]:
    """ISO 14289-1, 7.4: the first is of the first level, of which a letter has one; no level is skipped."""
    levels = [int(found[1]) for kind, _ in elements(reader) if (found := HEADING.match(kind))]
    if levels.count(1) != 1:
        yield f"has {levels.count(1)} titles"
    for before, after in zip([0, *levels], levels, strict=False):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"
