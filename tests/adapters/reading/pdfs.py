"""Small PDFs, drawn by PyMuPDF."""

from typing import Any

import pymupdf

Text = tuple[float, float, str, float]


def a_pdf(*pages: list[Text], **options: Any) -> bytes:
    """Pages of (x, y, text, size); text of size 12 and more is bold."""
    library: Any = pymupdf
    document = library.open()
    for texts in pages:
        write(document.new_page(), texts)
    data: bytes = document.tobytes(**options)
    return data


def drawn(draw: Any) -> bytes:
    """A PDF of one page that the function has drawn on."""
    library: Any = pymupdf
    document = library.open()
    draw(document.new_page())
    data: bytes = document.tobytes()
    return data


def write(page: Any, texts: list[Text]) -> None:
    """Put texts on a page."""
    for x, y, text, size in texts:
        font = "hebo" if size >= 12 else "helv"
        page.insert_text((x, y), text, fontsize=size, fontname=font)


ONE_COLUMN: list[Text] = [
    (50.0, 60.0, "Nadia Ferrow", 20.0),
    (50.0, 80.0, "Leeds, UK | nadia@example.org | +44 20 7946 0018", 9.0),
    (50.0, 110.0, "Work Experience", 13.0),
    (50.0, 130.0, "Backend Developer, Parcelwing", 10.0),
    (450.0, 130.0, "Apr 2022 - Present", 10.0),
    (55.0, 145.0, "-", 10.0),
    (65.0, 145.0, "Moved nine services to Kubernetes and cut the time that", 10.0),
    (65.0, 158.0, "a deployment takes.", 10.0),
    (55.0, 171.0, "-", 10.0),
    (65.0, 171.0, "Built the booking API.", 10.0),
    (50.0, 195.0, "Developer, Harrow & Finch", 10.0),
    (450.0, 195.0, "2019 - 2022", 10.0),
    (55.0, 210.0, "-", 10.0),
    (65.0, 210.0, "Automated imports.", 10.0),
    (50.0, 240.0, "Education", 13.0),
    (50.0, 260.0, "BSc Computer Science, University of Northmoor", 10.0),
    (450.0, 260.0, "2016 - 2019", 10.0),
    (50.0, 290.0, "Skills", 13.0),
    (50.0, 310.0, "Languages: Python, SQL", 10.0),
]
SIDEBAR: list[Text] = [
    (50.0, 60.0, "Jonas Weller", 20.0),
    (50.0, 78.0, "jonas@example.org", 9.0),
    (50.0, 110.0, "Skills", 13.0),
    (50.0, 130.0, "Linux", 10.0),
    (50.0, 145.0, "Ansible", 10.0),
    (50.0, 180.0, "Languages", 13.0),
    (50.0, 200.0, "German", 10.0),
]
MAIN: list[Text] = [
    (220.0, 110.0, "Experience", 13.0),
    (220.0, 130.0, "System Administrator, Stadtwerke Neufels", 10.0),
    (220.0, 145.0, "Jan. 2018 - heute", 10.0),
    (225.0, 160.0, "-", 10.0),
    (235.0, 160.0, "Betrieb von 140 Servern", 10.0),
]
TWO_COLUMNS = [*SIDEBAR, *MAIN]
