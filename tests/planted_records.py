"""The records of a project with open papers, and hidden ones of every kind, with each of their fields."""

from __future__ import annotations

from typing import Any

SETTINGS = """
format: 1
organisation: Office
languages: [en, uk]
marking: TLP:CLEAR
template: house
criteria: {cost: Cost}
audiences:
  public: {}
  partner: {clearance: TLP:GREEN, groups: [allies]}
  officials: {clearance: TLP:RED, internal: yes, groups: [council]}
"""
SECTIONS = (
    "bottom-line what-has-changed background"
    " decision in-short key-figures why-now status-quo costs story what-we-know"
    " events views who-says-what who-thinks-what positions options options-compared options-advised"
    " judgements risks gravest-risks lines our-position recommendations imprint sources"
)
BRIEF = """
title: The bridge
question: What now?
as_of: 2022-10-01
audiences: [public, partner, officials]
languages: {public: [en], partner: [uk], officials: [en]}
topics: [open, hidden]
schedule: every Monday
bottom_line: [open-fact]
particulars: {Committee: Roads}
abbreviations: {toll: fee for crossing}
partner: {paragraphs: numbered}
key_figures: [open-fact]
why_now: [open-fact]
status_quo: [open-fact]
"""
CLEARED = "2022-09-01, head of unit"

STILL_HOLDS = [
    {"rule": rule, "by": "head of unit", "why": "it is supported without it"}
    for rule in ("withdrawn-source", "replaced-ground")
]

OPEN: dict[str, Any] = {
    "sources": {
        "open-report": {"title": "Open report", "issued": "2022-08-01", "url": "https://example.org/a"}
    },
    "actors": {"mayor": {"name": "Ann Mayor", "affiliation": "Town hall", "kind": "person"}},
    "facts": {
        "open-fact": {
            "text": "The toll brought in {number} euros last year.",
            "short": "a year",
            "number": {"value": 4100, "unit": "euros"},
            "source": [{"id": "open-report", "locator": "p. 1"}],
            "checked": "2022-09-01, head of unit",
        },
        "mixed-fact": {
            "text": "The ferry runs every day.",
            "source": [
                {"id": "open-report", "locator": "p. 2"},
                {"id": "hid-source", "locator": "in the cable", "quote": "as the cable said"},
            ],
            "marking": "TLP:CLEAR",
            "lowered_by": "head of unit, as agreed",
            "consent": "letter of May",
            "note": "For colleagues alone.",
            "owner": "The second office",
            "checked": "2022-09-01, head of unit",
            "waive": [
                {"rule": "stale-fact", "by": "head of the desk", "why": "as we know it"},
                {"rule": "withdrawn-source", "by": "head of the desk", "why": "it is supported without it"},
            ],
        },
    },
    "positions": {
        "open-position": {
            "holder": "mayor",
            "text": "The bridge stays.",
            "source": [{"id": "open-report", "locator": "p. 3"}],
            "stance": {
                "keep": "supports",
                "hid-option": {"stance": "opposes_if", "condition": "unless sold"},
            },
        }
    },
    "options": {
        "keep": {
            "title": "Keep the bridge",
            "short": "Keep",
            "baseline": True,
            "ratings": {"cost": {"rating": "same", "why": "the reason of ours"}},
        },
        "close": {
            "title": "Close the bridge",
            "short": "Close",
            "rests_on": ["open-fact", "hid-fact"],
            "waive": STILL_HOLDS,
        },
    },
    "risks": {
        "open-risk": {
            "text": "It may fall.",
            "likelihood": "likely",
            "impact": 3,
            "option": ["keep", "hid-option"],
            "rests_on": ["open-fact", "hid-fact"],
            "waive": STILL_HOLDS,
        }
    },
    "lines": {
        "open-line": {"text": "The toll pays.", "avoid": "Never say it to them.", "rests_on": ["open-fact"]}
    },
    "recommendations": {
        "open-request": {
            "text": "Agree to keep the bridge.",
            "option": ["keep"],
            "because": ["open-fact", "hid-fact", "hid-judgement"],
            "rests_on": ["open-fact"],
            "waive": STILL_HOLDS,
        },
        "open-plea": {
            "text": "Note the ferry.",
            "because": ["hid-judgement"],
            "rests_on": ["open-fact"],
            "waive": [
                *STILL_HOLDS,
                {"rule": "recommendation-without-reason", "by": "head of unit", "why": "they know"},
            ],
        },
    },
}
OPEN["passages"] = {
    "open-passage": {"text": "The toll pays for it {open-fact}.", "section": "background"},
    "open-prose": {
        "text": "It costs {hid-fact.number} crates, as they say:\n\n{hid-fact.quote}\n\nSee {hid-passage}.",
        "section": "background",
        "waive": STILL_HOLDS,
    },
}
"""What names a withheld record in braces falls with it."""
OPEN_IN_UKRAINIAN = """
sources: {open-report: Відкритий звіт}
actors: {mayor: {name: Анна Мер, affiliation: Ратуша}}
facts:
  open-fact: {text: "Плата дала {number} євро торік.", short: за рік, source: с. 1, number: {unit: євро}}
  mixed-fact: {text: Пором ходить щодня., source: [с. 2, у телеграмі]}
positions: {open-position: {text: Міст стоятиме., source: с. 3, stance: {hid-option: якщо не продадуть}}}
options: {keep: {title: Лишити міст, short: Лишити}, close: {title: Закрити міст, short: Закрити}}
risks: {open-risk: {text: Він може впасти.}}
lines: {open-line: {text: Плата себе окупає.}}
passages:
  open-passage: "Плата це окупає {open-fact}."
  open-prose: "Це коштує {hid-fact.number} ящиків, кажуть {hid-fact.quote}; див. {hid-passage}."
recommendations: {open-request: {text: Погодьтеся лишити міст.}, open-plea: Зважте на пором.}
"""
HIDDEN: dict[str, Any] = {
    "sources": {
        "hid-source": {
            "title": "A closed cable",
            "short": "The cable",
            "author": ["Writer, Carl", "{Bureau, north}"],
            "publisher": "Press of the bureau",
            "container_title": "Papers of the bureau",
            "genre": "telegram",
            "issued": "2022-08-01",
            "url": "https://example.org/closed",
            "doi": "10.1000/closed",
            "isbn": "978-closed",
            "volume": "volume seven",
            "issue": "issue eight",
            "key": "citekey",
            "lacks": "the last page",
            "public": False,
        }
    },
    "actors": {
        "hid-actor": {
            "name": "Igor Hidden",
            "affiliation": "The back office",
            "short": "Back",
            "kind": "person",
        }
    },
    "facts": {
        "hid-fact": {
            "text": "They were lost, as we fear: {number}.",
            "plain": "They fear a loss of {number}.",
            "short": "lost",
            "number": {"value": 77123, "unit": "crates"},
            "source": [{"id": "hid-source", "locator": "paragraph five", "quote": "we fear a loss"}],
        },
        "hid-sum": {
            "text": "Together they lost {number}.",
            "number": {"value": 77125, "unit": "crates"},
            "worked_out": "the crates and the two of the ferry",
            "rests_on": ["hid-fact"],
        },
        "hid-old": {
            "text": "Nobody knows of it.",
            "source": [{"id": "hid-source", "locator": "paragraph six"}],
        },
    },
    "positions": {
        "hid-position": {
            "holder": "hid-actor",
            "speaks_for": "hid-actor",
            "text": "The bridge should go.",
            "plain": "Away with it.",
            "source": [{"id": "hid-source", "locator": "paragraph nine"}],
            "stance": {
                "keep": {"stance": "opposes_if", "condition": "unless it is sold"},
                "close": {"stance": "supports"},
            },
        }
    },
    "options": {
        "hid-option": {
            "title": "Sell the bridge",
            "short": "Sell it",
            "text": "It is sold to a friend.",
            "plain": "Sold.",
            "ratings": {"hid-criterion": {"rating": "better", "why": "a friend pays"}},
            "cost": {
                "amount": {"value": 88123, "unit": "coins"},
                "pays_for": "the silence",
                "falls_due": "next winter",
            },
            "rests_on": ["hid-fact"],
        }
    },
    "criteria": {"hid-criterion": {"title": "Pleases the friend", "text": "How much a friend likes it."}},
    "risks": {
        "hid-risk": {
            "text": "It falls under a train.",
            "short": "It falls",
            "likelihood": "likely",
            "impact": 4,
            "option": ["keep"],
            "mitigation": "Hold it up.",
            "rests_on": ["hid-fact"],
        }
    },
    "judgements": {
        "hid-judgement": {
            "text": "We think that it is over.",
            "plain": "It is over.",
            "confidence": "low",
            "rests_on": ["hid-fact"],
        }
    },
    "lines": {
        "hid-line": {
            "text": "Nothing is wrong.",
            "if_asked": "What is wrong?",
            "avoid": "The wrong thing.",
            "rests_on": ["hid-fact"],
        }
    },
    "passages": {
        "hid-passage": {
            "text": "What is feared is a loss {open-fact}, of {hid-fact.number} crates.\n\n- A bullet.",
            "plain": "Another loss is feared {open-fact}.",
            "box": "What they fear",
            "section": "background",
        }
    },
    "recommendations": {
        "hid-request": {
            "text": "Agree to sell.",
            "ask": "agree",
            "option": ["hid-option"],
            "by": {"date": "2022-10-09", "words": "before the winter"},
            "because": ["hid-fact"],
            "templates": ["house"],
            "rests_on": ["hid-fact"],
        }
    },
}
KEEPING: dict[str, Any] = {
    "topics": ["hidden", "subject"],
    "originator": "A friendly service",
    "consent": "letter of June",
    "lowered_by": "head of unit, as they said",
    "cleared": {"date": "2022-09-01", "words": "head of the back office"},
    "checked": {"date": "2022-01-01", "words": "the checker"},
    "owner": "The back office of ours",
    "waive": [{"rule": "long-sentence", "by": "head of the desk", "why": "they know why"}],
    "note": "For colleagues of ours.",
    "caveat": "As one of them saw it.",
    "was": ["hid-former"],
}

WAYS: dict[str, dict[str, Any]] = {
    "marking": {"marking": "TLP:RED"},
    "groups": {"releasable_to": ["council"]},
    "audiences": {"audiences": ["officials"]},
    "withdrawn": {"withdrawn": {"date": "2022-09-05", "words": "it was misheard"}},
    "replaced": {},
    "draft": {},
}
"""How the hidden records are kept from outsiders: `replaced` in papers, `draft` in exports."""

NO_WORDS = frozenset(
    (
        *("kind", "type", "likelihood", "confidence", "rating", "stance", "ask", "issued", "date", "holder"),
        *(
            "speaks_for",
            "id",
            "rests_on",
            "because",
            "option",
            "rule",
            "impact",
            "value",
            "public",
            "marking",
            "section",
            "mentions",
        ),
        *(
            "audiences",
            "releasable_to",
            "replaces",
            "grade",
            "language",
            "priority",
            "generated",
            "templates",
        ),
    )
)
"""Keys whose values are ids, dates, numbers or words of a fixed list."""

TRANSLATED: dict[str, Any] = {
    "facts": {"hid-fact": {"text": "Кажуть, що {number} зникло.", "source": "абзац п’ять"}},
    "options": {"hid-option": {"title": "Продати міст"}},
    "risks": {"hid-risk": {"text": "Міст упаде.", "mitigation": "Тримати його."}},
    "actors": {"hid-actor": {"name": "Ігор Прихований"}},
    "sources": {"hid-source": {"title": "Закрита телеграма"}},
}
"""What a translation of the hidden records says."""
