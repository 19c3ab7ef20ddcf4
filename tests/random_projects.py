"""Projects drawn at random, with records that name each other across topics, and random changes of them."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

TOPICS = ("bridge", "ferry", "harbour", "railway")
AUDIENCES = ("minister", "officials", "public")
MARKINGS = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:RED")
_WORDS = ("toll", "deck", "river", "shop", "office", "road", "school", "budget", "energy", "border")
_FAMILIES = ("Abel", "Brandt", "Castro", "Dumont", "Eriksen", "Fischer")

Fields = dict[str, Any]


class RandomProject:
    """A project as YAML values, written below a folder; the same seed gives the same project and changes."""

    def __init__(self, seed: int, root: Path) -> None:
        self.random, self.root = random.Random(seed), root
        self.settings: Fields = {
            "format": 1,
            "organisation": "Office",
            "languages": ["en"],
            "schemes": ["tlp"],
            "marking": "TLP:CLEAR",
            "template": "ministry",
            "audiences": [*AUDIENCES],
        }
        self.template: Fields = {"name": "Ministry of Works"}
        self.labels: Fields = {}
        self.comments: dict[str, str] = {}
        """Topic → comment at the head of its dossier, which moves every line below."""
        self.briefs = {topic: self._brief(topic) for topic in TOPICS}
        self.dossiers: dict[str, dict[str, dict[str, Fields]]] = {}
        self.count = 0
        for topic in TOPICS:
            self._dossier(topic)
        for _ in range(6):
            self._link()
        self.write()

    def write(self) -> None:
        """Write every file of the project; one that is the same is left alone."""
        files = {"policybrief.yaml": self.settings, "templates/ministry/template.yaml": self.template}
        files |= {f"briefs/{topic}.yaml": brief for topic, brief in self.briefs.items()}
        if self.labels:
            files["templates/ministry/labels/en.yaml"] = self.labels
        texts = {path: _dumped(value) for path, value in files.items()}
        for topic, dossier in self.dossiers.items():
            text = _dumped({kind: records for kind, records in dossier.items() if records})
            texts[f"briefs/records/{topic}.yaml"] = self.comments.get(topic, "") + text
        for name, text in texts.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8")

    def change(self) -> str:
        """Change one thing at random, write it, and say what it was."""
        changes: tuple[Callable[[], str], ...] = (
            self._change_text,
            self._change_text,
            self._change_number,
            self._add_fact,
            self._remove_fact,
            self._withdraw,
            self._mark,
            self._restrict,
            self._link,
            self._replace,
            self._move_lines,
            self._change_brief,
            self._change_topic,
            self._change_label,
            self._change_design,
            self._change_actor,
            self._change_settings,
            self._add_passage,
            self._change_key_messages,
            self._change_caveat,
            self._change_reasons,
            self._change_words_of_brief,
        )
        what = self.random.choice(changes)()
        self.write()
        return what

    # ---- what there is ------------------------------------------------------------------------------

    def _brief(self, topic: str) -> Fields:
        return {
            "title": f"Paper on the {topic}",
            "question": f"What should be done about the {topic}?",
            "as_of": "2026-03-31",
            "topics": [topic],
            "audiences": [*AUDIENCES],
        }

    def _sentence(self) -> str:
        return " ".join(self.random.choice(_WORDS) for _ in range(9)).capitalize() + "."

    def _name(self, kind: str, topic: str) -> str:
        self.count += 1
        return f"{kind}-{topic}-{self.count}"

    def _dossier(self, topic: str) -> None:
        family = self.random.choice(_FAMILIES)
        source, person, body = (self._name(kind, topic) for kind in ("src", "person", "body"))
        option, other = self._name("option", topic), self._name("option", topic)
        fact, judgement = self._name("fact", topic), self._name("judgement", topic)
        self.dossiers[topic] = {
            "sources": {
                source: {
                    "title": f"Report on the {topic}",
                    "author": f"{family}, Kim",
                    "issued": "2026-01-02",
                    "grade": "B",
                }
            },
            "actors": {
                person: {"name": f"Kim {family}", "kind": "person", "affiliation": f"Union of the {topic}"},
                body: {"name": f"Union of the {topic}"},
            },
            "facts": {fact: self._fact(source)},
            "options": {
                option: {"title": f"Leave the {topic}", "rests_on": [fact], "baseline": True},
                other: {"title": f"Renew the {topic}", "rests_on": [fact]},
            },
            "positions": {
                self._name("position", topic): {
                    "holder": body,
                    "text": self._sentence(),
                    "stance": {other: "supports"},
                    "source": f"{source}, p. 3",
                }
            },
            "risks": {
                self._name("risk", topic): {
                    "text": self._sentence(),
                    "likelihood": "likely",
                    "impact": 3,
                    "option": [other],
                    "rests_on": [fact],
                }
            },
            "judgements": {
                judgement: {"text": self._sentence(), "confidence": "moderate", "rests_on": [fact]}
            },
            "recommendations": {
                self._name("advice", topic): {
                    "text": "Agree that the second option be taken.",
                    "option": [other],
                    "rests_on": [judgement],
                    "by": "2026-04-15, budget",
                }
            },
        }

    def _fact(self, source: str) -> Fields:
        number = self.random.randint(100, 9999)
        return {
            "text": f"{self._sentence()} It was {{number}}.",
            "number": number,
            "source": f"{source}, p. {self.random.randint(1, 90)}",
        }

    def _any_topic(self) -> str:
        return self.random.choice([*self.dossiers])

    def _any(self, *kinds: str) -> tuple[str, str, Fields]:
        """(topic, id, record) of any record of these kinds."""
        every = [
            (topic, name, record)
            for topic, dossier in self.dossiers.items()
            for kind in kinds
            for name, record in dossier.get(kind, {}).items()
        ]
        return self.random.choice(every)

    # ---- what may change ----------------------------------------------------------------------------

    def _change_text(self) -> str:
        _, name, record = self._any("facts", "positions", "risks", "judgements")
        ending = " It was {number}." if "number" in record else ""
        record["text"] = self._sentence() + ending
        return f"the text of {name}"

    def _change_number(self) -> str:
        _, name, record = self._any("facts")
        record["number"] = self.random.randint(100, 9999)
        return f"the number of {name}"

    def _add_fact(self) -> str:
        topic = self._any_topic()
        name = self._name("fact", topic)
        self.dossiers[topic]["facts"][name] = self._fact(self._any("sources")[1])
        return f"a new {name}"

    def _remove_fact(self) -> str:
        named = repr(list(self.dossiers.values())) + repr(self.briefs)
        for dossier in self.dossiers.values():
            for name in [*dossier["facts"]]:
                if named.count(name) == 1 and len(dossier["facts"]) > 1:
                    del dossier["facts"][name]
                    return f"{name} is gone"
        return self._add_fact()

    def _withdraw(self) -> str:
        _, name, record = self._any("facts", "positions", "sources")
        if record.pop("withdrawn", None) is None:
            record["withdrawn"] = "2026-03-01, it was wrong"
        return f"a withdrawal of {name}"

    def _mark(self) -> str:
        _, name, record = self._any("sources")
        record["marking"] = self.random.choice(MARKINGS)
        return f"the marking of {name}"

    def _restrict(self) -> str:
        _, name, record = self._any("facts", "judgements", "options", "actors")
        if record.pop("audiences", None) is None:
            record["audiences"] = [self.random.choice(AUDIENCES)]
        return f"the readers of {name}"

    def _link(self) -> str:
        """A record of one topic is based on one of another."""
        _, name, record = self._any("judgements", "risks", "options")
        record["rests_on"] = [*dict.fromkeys([*record["rests_on"], self._any("facts")[1]])]
        if self.random.random() < 0.3:
            topic = self._any_topic()
            self.dossiers[topic]["positions"][self._name("position", topic)] = {
                "holder": self._any("actors")[1],
                "text": self._sentence(),
                "stance": {self._any("options")[1]: self.random.choice(["supports", "opposes"])},
                "source": f"{self._any('sources')[1]}, answer of {self.random.choice(_FAMILIES)}",
            }
        return f"what {name} is based on"

    def _replace(self) -> str:
        """A newer fact, of any topic, takes the place of another."""
        _, old, _ = self._any("facts")
        topic = self._any_topic()
        name = self._name("fact", topic)
        self.dossiers[topic]["facts"][name] = self._fact(self._any("sources")[1]) | {"replaces": old}
        return f"{name} in place of {old}"

    def _move_lines(self) -> str:
        topic = self._any_topic()
        self.comments[topic] = self.comments.get(topic, "") + "# another line\n"
        return f"the lines of {topic}"

    def _change_brief(self) -> str:
        topic = self.random.choice(TOPICS)
        brief = self.briefs[topic]
        field = self.random.choice(["title", "as_of", "leave_out", "why_now"])
        if field == "title":
            brief["title"] = f"Paper on the {topic}: {self.random.choice(_WORDS)}"
        elif field == "as_of":
            brief["as_of"] = f"2026-0{self.random.randint(1, 6)}-15"
        elif brief.pop(field, None) is None:
            brief[field] = [self._any("facts")[1]]
        return f"{field} of {topic}"

    def _change_topic(self) -> str:
        _, name, record = self._any("facts", "judgements")
        record["topics"] = [self.random.choice(TOPICS)]
        return f"the topic of {name}"

    def _change_label(self) -> str:
        self.labels["section.risks"] = f"Risks and {self.random.choice(_WORDS)}"
        return "a label"

    def _change_design(self) -> str:
        self.template["accent"] = self.random.choice(["#123E7C", "#7A1F3D", "#1F5A3D"])
        return "the accent of the template"

    def _change_actor(self) -> str:
        _, name, record = self._any("actors")
        record["name"] = f"Kim {self.random.choice(_FAMILIES)}"
        return f"the name of {name}"

    def _change_settings(self) -> str:
        field = self.random.choice(["organisation", "marking", "review_after"])
        self.settings[field] = {
            "organisation": f"Office of the {self.random.choice(_WORDS)}",
            "marking": self.random.choice(MARKINGS[:2]),
            "review_after": f"{self.random.randint(2, 12)} months",
        }[field]
        return f"{field} of the project"

    def _add_passage(self) -> str:
        """Prose of one topic that prints a number of any other."""
        topic, (_, fact, _), (_, judgement, _) = (
            self._any_topic(),
            self._any("facts"),
            self._any("judgements"),
        )
        name = self._name("passage", topic)
        text = f"{self._sentence()} It is {{{fact}.number}} {{{judgement}}}.\n\n- {self._sentence()}"
        section = self.random.choice(["background", "analysis", "risks"])
        self.dossiers[topic].setdefault("passages", {})[name] = {"section": section, "text": text}
        return f"a new {name}"

    def _change_key_messages(self) -> str:
        topic = self.random.choice(TOPICS)
        facts = [name for dossier in self.dossiers.values() for name in dossier["facts"]]
        self.briefs[topic]["key_messages"] = [*self.random.sample(facts, 2), self._any("judgements")[1]]
        return f"the key messages of {topic}"

    def _change_caveat(self) -> str:
        _, name, record = self._any("facts", "sources", "judgements", "options")
        record["caveat"] = self._sentence()
        return f"the caveat of {name}"

    def _change_reasons(self) -> str:
        _, name, record = self._any("recommendations")
        record["because"] = [self._any("facts", "judgements", "passages")[1]]
        return f"the reasons of {name}"

    def _change_words_of_brief(self) -> str:
        topic = self.random.choice(TOPICS)
        brief = self.briefs[topic]
        brief["particulars"] = {"Next step": self._sentence()}
        brief["public"] = {"particulars": self.random.choice([["Next step"], []])}
        brief["abbreviations"] = {"It": self._sentence()[:20]}
        return f"particulars and abbreviations of {topic}"


def _dumped(value: Fields) -> str:
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=100)
