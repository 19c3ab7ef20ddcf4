"""Plants words in hidden records of a project: anywhere that words can stand and outsiders never read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ci_jobs import git, write
from planted_records import (
    BRIEF,
    CLEARED,
    HIDDEN,
    KEEPING,
    NO_WORDS,
    OPEN,
    OPEN_IN_UKRAINIAN,
    SECTIONS,
    SETTINGS,
    TRANSLATED,
    WAYS,
)
from small import clear_as_at_head

OUTSIDERS = ("public", "partner")
GIVE_WAY = ("facts", "positions", "options", "risks", "judgements", "lines", "passages", "recommendations")
"""Kinds of which a newer record can take the place, and that need a clearance."""
RECORDS = {name: kind for kind, records in HIDDEN.items() for name in records}
"""Hidden record → its kind."""
WITHHELD = ("marking", "groups", "audiences", "withdrawn")
"""Ways in which a record is kept from outsiders in whatever leaves the office."""
FOLLOWS = {"hid-actor": "hid-position", "hid-criterion": "hid-option"}
"""Names and criteria are hidden as the one record is that speaks of them."""
IN_OPEN = (
    *(
        f"facts:mixed-fact:{field}"
        for field in ("source:1:locator", "source:1:quote", "lowered_by", "consent")
    ),
    *(f"facts:mixed-fact:{field}" for field in ("note", "owner", "waive:0:by", "waive:0:why")),
    "positions:open-position:stance:hid-option:condition",
    "lines:open-line:avoid",
)
"""What an open record says about a hidden one, or about its own keeping."""
SHOWN = (
    "sources:open-report:title",
    "actors:mayor:name",
    "facts:open-fact:text",
    "facts:open-fact:number:unit",
    "positions:open-position:text",
    "options:keep:title",
    "lines:open-line:text",
)
"""Where every outsider reads it."""


@dataclass(frozen=True, slots=True)
class Planting:
    """Words by their places, and how each hidden record is kept from outsiders: `marking` if not said."""

    words: Mapping[str, str] = field(default_factory=dict)
    ways: Mapping[str, str] = field(default_factory=dict)

    def way(self, place: str) -> str:
        """How what stands at the place is kept from outsiders."""
        named = [FOLLOWS.get(part, part) for part in place.split(":") if part in RECORDS]
        return self.ways.get(named[0], "marking") if named else "marking"

    def name(self, record: str) -> str:
        """The id of a hidden record, with the word that is planted in it."""
        word = self.words.get(f"id:{record}", "")
        return f"hid-{word}-{record.removeprefix('hid-')}" if word else record


def places() -> tuple[str, ...]:
    """Every place that a word can be planted in and must not be found in again."""
    own = [f"hidden:{path}" for path in leaves(_hidden(Planting(ways=dict.fromkeys(RECORDS, "withdrawn"))))]
    own += [f"translation:{path}" for path in leaves(TRANSLATED)]
    ids = [f"id:{record}" for record in RECORDS]
    return ("number:hid-fact", "comment", "commit", *ids, *own, *(f"open:{path}" for path in IN_OPEN))


def is_there(place: str, planting: Planting) -> bool:
    """True if the project has the place; a consent would lift the bounds of groups, …"""
    way, last = planting.way(place), place.split(":")
    gone = {"groups": {"consent"}, "draft": {"cleared"}}.get(way, set())
    gone = gone | (set() if way == "withdrawn" else {"withdrawn"})
    return not (last[0] == "hidden" and gone.intersection(last[3:4])) or last[1] in ("actors", "criteria")


def leaves(value: Any, path: str = "") -> Iterator[str]:
    """Paths of all words in maps and lists."""
    match value:
        case dict():
            for key, below in value.items():
                if key not in NO_WORDS or isinstance(below, dict):
                    yield from leaves(below, f"{path}:{key}" if path else str(key))
        case list():
            for number, below in enumerate(value):
                yield from leaves(below, f"{path}:{number}")
        case str():
            yield path


def plant(root: Path, planting: Planting) -> None:
    """Write the project with the words in their places, committed."""
    opened, closed, translated = deepcopy(OPEN), _hidden(planting), deepcopy(TRANSLATED)
    trees = {"open": opened, "hidden": closed, "translation": translated}
    for place, word in planting.words.items():
        tree, *path = place.split(":")
        if tree in trees:
            _put(trees[tree], path, word)
    _replace(opened, planting)
    if word := planting.words.get("number:hid-fact", ""):
        closed["facts"]["hid-fact"]["number"]["value"] = int(word)
    _write_settings(root)
    comment = f"# {planting.words.get('comment', 'A remark')}\n"
    ours = OPEN_IN_UKRAINIAN.replace(
        "Плата дала", f"Плата {planting.words.get('open in Ukrainian', '')} дала"
    )
    write(root, "briefs/records/open.uk.yaml", _named(ours, planting))
    head = {"cleared": CLEARED, "topics": ["open"]}
    write(root, "briefs/records/open.yaml", _named(_yaml(head | opened), planting))
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "-A")
    git(root, "commit", "--quiet", "-m", "Open records")
    write(root, "briefs/records/hidden.yaml", comment + _named(_yaml(closed), planting) + comment)
    write(root, "briefs/records/hidden.uk.yaml", comment + _named(_yaml(translated), planting))
    clear_as_at_head(root, again=True)
    git(root, "add", "-A")
    git(root, "commit", "--quiet", "-m", f"Add: {planting.words.get('commit', 'records of ours')}")


def edit(root: Path) -> None:
    """Change a figure that outsiders see, and words beside those that are planted."""
    for name, before, after in (("open", "4100", "5200"), ("hidden", "were lost", "went missing")):
        path = root / f"briefs/records/{name}.yaml"
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")
    clear_as_at_head(root, again=True)


def _write_settings(root: Path) -> None:
    outline = "".join(f"  {reader}: [{', '.join(SECTIONS.split())}]\n" for reader in OUTSIDERS)
    annexes = "".join(f"  {reader}: [evidence]\n" for reader in OUTSIDERS)
    limits = "".join(f"  {reader}: {{max_pages: 30}}\n" for reader in OUTSIDERS)
    house = f"extends: base\noutline:\n{outline}annexes:\n{annexes}audiences:\n{limits}"
    write(root, "templates/house/template.yaml", house)
    write(root, "policybrief.yaml", SETTINGS)
    write(root, "policybrief.uk.yaml", "organisation: Установа\ncriteria: {cost: Кошти}\n")
    write(root, "briefs/demo.yaml", BRIEF)
    write(root, "briefs/demo.uk.yaml", "title: Міст\nquestion: Що тепер?\n")
    write(root, ".gitignore", "/out/\n/.brief/\n")


def _hidden(planting: Planting) -> dict[str, Any]:
    """The hidden records with what all kinds have, each kept from outsiders in its way."""
    found = deepcopy(HIDDEN)
    for kind, records in found.items():
        for name, record in records.items():
            record |= deepcopy(KEEPING | {"was": [f"{name}-former"]})
            if name in FOLLOWS:
                continue
            way = planting.ways.get(name, "marking")
            record |= deepcopy(WAYS[way])
            if way == "groups":
                del record["consent"]  # it would lift them
            if way == "draft" and kind in GIVE_WAY:
                del record["cleared"]
    return found


def _put(tree: Any, path: list[str], word: str) -> None:
    *above, last = path
    for key in above:
        tree = tree[int(key)] if isinstance(tree, list) else tree[key]
    key = int(last) if isinstance(tree, list) else last
    tree[key] = f"w-{word}-{tree[key]}" if "was" in path else _woven(str(tree[key]), word)


def _woven(before: str, word: str) -> str:
    """The word after the first one that stood there, or at its end."""
    if before.startswith("https:"):
        return f"{before}/{word}"
    first, _, rest = before.partition(" ")
    return f"{first} {word} {rest}".rstrip()


def _replace(opened: dict[str, Any], planting: Planting) -> None:
    """Give each record that gives way an open successor, whose id begins with its own."""
    for name, way in planting.ways.items():
        if way != "replaced":
            continue
        kind = RECORDS[name]
        heir = deepcopy(HIDDEN[kind][name]) | {"replaces": name, "waive": _AS_IT_IS}
        if "source" in heir:
            heir["source"] = [{"id": "open-report", "locator": "p. 9"}]
        heir |= {"holder": "mayor", "speaks_for": "mayor"} if kind == "positions" else {}
        heir |= {"rests_on": ["open-fact"]} if "rests_on" in heir else {}
        heir |= {"option": ["keep"]} if "option" in heir else {}
        heir.pop("ratings", None)
        opened.setdefault(kind, {})[f"{name}-now"] = heir


_AS_IT_IS = [
    {"rule": rule, "by": "head of unit", "why": "nobody has time"}
    for rule in ("missing-translation", "unit-not-said", "dangling-pronoun")
]


class _Plain(yaml.SafeDumper):
    """Writes what is used twice twice: a dossier knows no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _yaml(value: Any) -> str:
    return str(yaml.dump(value, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=1000))


def _named(text: str, planting: Planting) -> str:
    """The text with the ids of hidden records as they are planted."""
    return re.sub(r"\bhid-[a-z]+\b", lambda found: planting.name(found[0]), text)
