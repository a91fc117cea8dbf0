# SPDX-License-Identifier: AGPL-3.0-or-later
"""One letter by WeasyPrint, for comparison; run by a Python that has it: data in as JSON, milliseconds out as JSON."""

from __future__ import annotations

import json
import sys
import time
from html import escape
from pathlib import Path
from typing import Any


def main() -> None:
    """Arguments: the data's file, the folder of the fonts, how often."""
    began = time.perf_counter()
    from weasyprint import CSS, HTML  # type: ignore[import-not-found, unused-ignore] -- lives in a Python of its own
    from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-not-found, unused-ignore] -- the same

    loaded = time.perf_counter() - began
    data, fonts, times = json.loads(Path(sys.argv[1]).read_text("utf-8")), Path(sys.argv[2]), int(sys.argv[3])
    known = FontConfiguration()
    style = CSS(string=sheet(fonts), font_config=known)
    taken = []
    made = b""
    for _ in range(times):
        began = time.perf_counter()
        made = HTML(string=page(data)).write_pdf(stylesheets=[style], font_config=known, pdf_variant="pdf/ua-1")
        taken.append(time.perf_counter() - began)
    print(json.dumps({"loaded": loaded, "taken": taken, "size": len(made)}))


def sheet(fonts: Path) -> str:
    faces = "".join(
        f"@font-face {{font-family: Arimo; font-weight: {weight}; src: url({(fonts / name).as_uri()})}}"
        for weight, name in ((400, "Arimo_400Regular.ttf"), (700, "Arimo_700Bold.ttf"))
    )
    return faces + (
        "@page {size: A4; margin: 17mm 20mm 23mm 25mm} body {font: 11pt Arimo} header {text-align: center;"
        "border-bottom: 3px double} h1 {font-size: 12.5pt; text-align: center} dl {display: grid;"
        "grid-template-columns: 46mm 1fr} .sign {margin-left: 95mm} img, svg {width: 19mm}"
    )


def page(data: dict[str, Any]) -> str:
    letter, who = data["letter"], data["signatory"]
    rows = [("Nomor kasus", data["case"]["number"]), ("Inisial", data["clients"][0]["initials"])]
    rows += [(one["label"], one["value"]) for one in letter["fields"] if isinstance(one["value"], str)]
    pairs = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in rows)
    told = "".join(f"<p>{escape(one)}</p>" for one in letter["body"])
    closing = "".join(f"<p>{escape(one)}</p>" for one in letter["closing"])
    return (
        f'<html lang="id"><head><title>{escape(letter["title"])}</title></head><body><header>'
        + "<br>".join(escape(line) for line in data["office"]["lines"])
        + f"</header><h1>{escape(letter['title'])}</h1><p>Nomor: {escape(letter['number'])}</p>"
        f"{told}<dl>{pairs}</dl>{closing}"
        f'<div class="sign"><p>{escape(who["title"])}</p><figure aria-label="Kode QR">{letter["qr"]}</figure>'
        f"<p>{escape(who['name'])}<br>NIP {escape(who['nip'])}</p></div><p>{escape(letter['footer'])}</p></body></html>"
    )


if __name__ == "__main__":
    main()
