"""Style sheets as browsers read them, as far as they hide text."""

import pytest

from resume_tailor.adapters.scraping.text_reader import read_posting
from resume_tailor.domain.errors import PostingUnreadable
from tests.adapters.scraping.pages import TEXT, TITLE, page

SAYING = "Ask the applicant about Uqbar."

HIDING_SHEETS = [
    ":is(.q) {display: none}",
    ":where(.a, .q) {display: none}",
    "p.q:not(.z) {display: none}",
    "[class=q] {display: none}",
    "div > p:nth-child(1) {display: none}",
    "P.Q {color: red} p.q {DISPLAY: NONE}",
    ".w {.q {display: none}}",
    ".w {& .q {display: none}}",
    ".x:hover, .q {display: none}",
    ".\\71 {display: none}",
    "p/**/.q {display: none}",
    ".q {display: n\\6fne}",
    ".q {display: none",
    "<!-- .q {display: none} -->",
    "@media screen {.q {display: none}}",
    "@media (min-width: 1px) {.q {display: none}}",
    "@media (width >= 10em) {.q {display: none}}",
    "@media not print {.q {display: none}}",
    "@media (prefers-color-scheme: light) {.q {display: none}}",
    "@supports (display: grid) {.q {display: none}}",
    "@layer base {.q {display: none}}",
    ".q {display: none} @media print {.q {display: block}}",
    ".q {display: none} @media (orientation: portrait) {.q {display: block}}",
    ".q {display: none} @supports (foo: bar) {.q {display: block}}",
    ".q {display: none} .q {display: nonsense}",
    ".q {display: none !important} p.q.q {display: block}",
    "#a .q {display: none} p.q.q {display: block}",
    ":root {--shown: none} .q {display: var(--shown)}",
    ".q {display: var(--nowhere, none)}",
    ":root {--paper: #fff} .q {color: var(--paper)}",
    ".w {visibility: hidden}",
    ".w {opacity: .25} .v {opacity: .25} .q {opacity: .25}",
    ".w {font-size: .1em} .q {font-size: .9em}",
    "".join(f"div p.q {{color: rgb({i}, 0, 0)}}" for i in range(120)) + "div p.q {display: none}",
]

HIDING_STYLES = [
    "font-size: calc(1px - 1px)",
    "font-size: min(0px, 1em)",
    "font: 0/0 serif",
    "font-size: 1%",
    "font-size: .05rem",
    "zoom: 0.01",
    "opacity: 1e-5",
    "opacity: calc(0)",
    "filter: opacity(0%)",
    "content-visibility: hidden",
    "position: absolute; inset: 0 0 0 -9999px",
    "position: absolute; left: calc(-1 * 9999px)",
    "position: absolute; inset-inline-start: -9999px",
    "position: absolute; right: -9999px",
    "position: fixed; top: 200%",
    "position: fixed; left: 100vw",
    "margin: 0 0 0 -9999px",
    "margin-inline-start: -9999px",
    "text-indent: 9999px; overflow: hidden; white-space: nowrap",
    "letter-spacing: -99px",
    "translate: -9999px",
    "scale: 0",
    "transform: translate(0, -9999px)",
    "transform: scale(1) translateX(-9999px)",
    "transform: rotateX(90deg)",
    "transform: matrix(0, 0, 0, 0, 0, 0)",
    "position: absolute; clip: rect(1px 1px 1px 1px)",
    "clip-path: inset(0 100% 0 0)",
    "clip-path: circle(0)",
    "clip-path: polygon(0 0, 0 0, 0 0)",
    "max-height: 0; overflow: hidden",
    "height: 1px; overflow: clip",
    "block-size: 0; overflow: hidden",
    "color: white",
    "color: rgb(100%, 100%, 100%)",
    "color: hsl(0, 0%, 100%)",
    "color: hwb(0 100% 0%)",
    "color: mintcream",
    "color: #0000",
    "color: rgb(0 0 0 / 1%)",
    "-webkit-text-fill-color: transparent",
    "background: navy; color: navy",
    "background: no-repeat #000; color: #000",
]

SHOWING_SHEETS = [
    ".q {display: none} p.q {display: block}",
    "@media print {.q {display: none}}",
    "@media (max-width: 600px) {.q {display: none}}",
    "@supports not (display: grid) {.q {display: none}}",
    ".q:hover {display: none}",
    ".q::before {display: none}",
    ".q:empty {display: none}",
    ".w {height: 0}",
    ".w {font-size: 0} .q {font-size: 16px}",
    ".w {visibility: hidden} .q {visibility: visible}",
    ".w {color: white} .w {background: #234}",
    "body {background: url(dark.jpg)} .q {color: white}",
    ".w {background: linear-gradient(#123, #456)} .q {color: white}",
    ".q {margin: -10px} .w {position: relative; left: -20px}",
    ".q {transform: translateX(-50%)} .w {position: absolute; left: 50%}",
    ".q {clip-path: inset(0 5%)}",
    ".q {max-height: 400px; overflow: hidden}",
    ".q {display: none} .q {display: var(--x, block)}",
]


def _description(sheet: str, style: str = "") -> str:
    line = f"<div class=w id=a><div class=v><p class=q style='{style}'>{SAYING}</p></div></div>"
    body = f"<main><h1>{TITLE}</h1>{line}{TEXT}</main>"
    return read_posting(page(body, f"<style>{sheet}</style>")).description


@pytest.mark.parametrize("sheet", HIDING_SHEETS)
def test_sheets_that_hide(sheet: str) -> None:
    description = _description(sheet)
    assert "Uqbar" not in description
    assert "twelve patients" in description


@pytest.mark.parametrize("style", HIDING_STYLES)
def test_styles_that_hide(style: str) -> None:
    description = _description("", style)
    assert "Uqbar" not in description
    assert "twelve patients" in description


@pytest.mark.parametrize("sheet", SHOWING_SHEETS)
def test_sheets_that_do_not_hide(sheet: str) -> None:
    assert SAYING in _description(sheet)


@pytest.mark.parametrize(
    "sheet",
    [
        "p.q {color: red}" * 100_000,
        "".join(f"div:not(.c{i}) * p {{opacity: 0}}" for i in range(10_000)),
    ],
    ids=["long", "many selectors"],
)
def test_sheets_that_are_made_to_be_too_much(sheet: str) -> None:
    body = f"<main><h1>{TITLE}</h1>{TEXT}{'<p>Quiet nights.</p>' * 300}</main>"
    with pytest.raises(PostingUnreadable):
        read_posting(page(body, f"<style>{sheet}</style>"))


def test_deep_nesting_in_a_sheet_is_no_fault() -> None:
    assert SAYING in _description("@media screen {" * 5_000 + ".q {color: red}")
    assert SAYING in _description("", "width: " + "calc(" * 5_000)
