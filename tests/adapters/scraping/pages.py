"""Small pages, as sites make them; everybody on them is made up."""

import json

TITLE, COMPANY, PLACE = "Night Nurse", "Lindenhof Clinic", "Leeds, United Kingdom"
PARTS = """
<h2>Your tasks</h2><ul><li>You look after twelve patients at night.</li>
<li>You keep the records and hand over in the morning.</li></ul>
<h2>What you bring</h2><ul><li>You are a registered nurse.</li>
<li>You have two years of experience on a ward.</li><li>You speak English well.</li></ul>
<p>We look forward to your application, with your resume and the date on which you could start.</p>
"""
TEXT = f"<p>We are a small clinic, and we look for a nurse who likes quiet nights.</p>{PARTS}"


def page(body: str, head: str = "", title: str = f"{TITLE} | {COMPANY}") -> str:
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{title}</title>{head}</head>"
        f"<body>{body}</body></html>"
    )


def json_ld(content: object, body: str = "<p>Loading ...</p>") -> str:
    text = content if isinstance(content, str) else json.dumps(content)
    return page(body, f'<script type="application/ld+json">{text}</script>')


def a_job(**more: object) -> dict[str, object]:
    """schema.org's JobPosting."""
    return {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": TITLE,
        "description": TEXT,
        "hiringOrganization": {"@type": "Organization", "name": COMPANY},
        "jobLocation": {
            "@type": "Place",
            "address": {"addressLocality": "Leeds", "addressCountry": "GB"},
        },
        **more,
    }
