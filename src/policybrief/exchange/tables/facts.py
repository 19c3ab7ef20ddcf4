"""Rows of a table → facts, by a column map; what is wrong with a row is put as `brief check` puts it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from policybrief.exchange.imported_values import BOUNDS, fingerprint
from policybrief.exchange.tables.cells import EMPTY, InputCell, InputRow, date_of, number_of
from policybrief.exchange.tables.column_maps import PLACEHOLDER, ColumnMap, listed
from policybrief.languages import latin
from policybrief.markings import labels
from policybrief.project.corpus import Corpus
from policybrief.reading.mentions import with_mentions
from policybrief.reading.short_forms import record_structurer
from policybrief.reading.structure import Flawed, did_you_mean
from policybrief.reading.yaml.writing import Value, scalar
from policybrief.records import ID, Fact, Number, Project, Source

MERGED = (
    "text",
    "plain",
    "short",
    "caveat",
    "number",
    "source",
    "grade",
    "when",
    "since",
    "until",
    "known",
    "review_by",
    *BOUNDS,
)
"""Fields that a later import compares and changes; the others are set when a row is new."""
FIGURES = frozenset({"number", "grade", "when", "since", "until", "known", "review_by"})
_LISTS = frozenset({"topics", "marking", "releasable_to", "audiences"})


class RowError(ValueError):
    """What is wrong with a row, in one sentence."""


class FactReader:
    """Makes facts of rows, given what the project knows."""

    def __init__(self, column_map: ColumnMap, corpus: Corpus, project: Project, *, prefix: str) -> None:
        self.columns, self.fixed = column_map.columns, column_map.fixed
        self.form = column_map.table
        self.used = {name: words for part in (self.columns, self.fixed) for name, words in part.pairs()}
        self.from_column = {name for name, _ in self.columns.pairs()}
        self.language, self.prefix = project.languages[0], prefix
        self.read = record_structurer().record_reader(Fact, without=("id",))
        self.labels = frozenset(labels(project.schemes))
        self.audiences = frozenset(audience.name for audience in project.audiences)
        self.sources: dict[str, Source] = {}
        for source in corpus.of(Source):
            for name in (source.doi.casefold(), source.key, *source.was, source.id):
                if name:
                    self.sources[name] = source

    def fact(self, row: InputRow) -> tuple[Fact, dict[str, Any]]:
        """The fact of a row, and its fields as a dossier has them.

        Raises:
            RowError: the row makes none.
        """
        if row.fault:
            raise RowError(row.fault)
        row_fields = _RowFields(self, row)
        fields = row_fields.fields()
        record_id = row_fields.id(fields)
        fact = self.read(dict(fields), self.language, {"id": record_id})
        if not isinstance(fact, Flawed):
            fact = with_mentions(fact)
        if isinstance(fact, Flawed):
            raise RowError("; ".join(dict.fromkeys(_sentence(flaw) for flaw in fact.flaws)))
        self._check(fact)
        return fact, fields

    def _check(self, fact: Fact) -> None:
        """What only the whole project can show: labels, audiences, what braces name, when it became known."""
        if fact.mentions:
            raise RowError(f"'{{{fact.mentions[0].id}}}' is not a name that can be filled in")
        for label in fact.marking:
            if label not in self.labels:
                raise RowError(
                    f"marking: '{label}' is not a label of the project; {did_you_mean(label, self.labels)}"
                )
        for name in fact.audiences:
            if name not in self.audiences:
                raise RowError(f"audiences: there is no '{name}'; {did_you_mean(name, self.audiences)}")
        if fact.known is None and not any(self.sources[c.id].issued for c in fact.source):
            raise RowError(
                "there is no date on which it became known: its source has no 'issued', and the fact has "
                "no 'known'"
            )


class _RowFields:
    """The fields of one row, as a dossier has them."""

    def __init__(self, reader: FactReader, row: InputRow) -> None:
        self.reader, self.row = reader, row
        self.cells = dict(row.cells)

    def fields(self) -> dict[str, Any]:
        """Its fields as a dossier has them, in the order in which they are written."""
        number = self._number()
        fields: dict[str, Any] = {"text": self._text(number)}
        used = self.reader.used
        for name in ("plain", "short", "caveat"):
            fields[name] = self.words(name) if name in used else ""
        fields["number"] = number
        fields["source"] = self._source()
        for name in ("when", "since", "until", "known", "review_by"):
            fields[name] = self._date(name) if name in used else ""
        for name in ("grade", "topics", *BOUNDS, "owner", "priority", "note"):
            words = self.words(name) if name in used else ""
            fields[name] = [*listed(words)] if name in _LISTS else words
        return {name: value for name, value in fields.items() if value}

    def id(self, fields: dict[str, Any]) -> str:
        """That of its column, else one made of the row's words, the same each time."""
        words = self.words("id")
        if not words:
            seal = fingerprint(
                tuple(str(fields.get(name, "")) for name in ("text", "number", "source", "when"))
            )
            start = "-".join(latin(PLACEHOLDER.sub(" ", fields["text"])).split()[:4])[:40].strip("-")
            return f"{start if start[:1].isalpha() else self.reader.prefix}-{seal[:6]}"
        name = "-".join(latin(words).split())
        full = name if ID.fullmatch(name) else f"{self.reader.prefix}-{name}"
        if not (name and ID.fullmatch(full)):
            raise RowError(f"id: '{words}' cannot be turned into an id")
        return full

    def cell(self, name: str) -> InputCell:
        """The cell of a field that is one column, or what is fixed; of a text with braces see `words`."""
        words = self.reader.used.get(name, "")
        if not words or name not in self.reader.from_column:
            return InputCell(words.replace("{row}", str(self.row.number)))
        if "{" in words:
            return InputCell(self._with_cells(name, words))
        return self._readable(name, self.cells.get(words, EMPTY))

    def words(self, name: str) -> str:
        """The words of a field."""
        return self.cell(name).words

    def _readable(self, name: str, cell: InputCell) -> InputCell:
        if cell.fault:
            quoted = f" ('{cell.words[:40]}')" if cell.words else ""
            raise RowError(f"{name}: {cell.fault}{quoted}")
        return cell

    def _with_cells(self, name: str, words: str) -> str:
        """A text with the cells that it names; "" if all of them are empty."""
        named = [heading for heading in PLACEHOLDER.findall(words) if heading not in ("number", "row")]
        values = {heading: self._readable(name, self.cells.get(heading, EMPTY)).words for heading in named}
        empty = next((heading for heading, text in values.items() if not text), None)
        if values and not any(values.values()):
            return ""
        if empty is not None:
            raise RowError(f"{name}: the cell '{empty}' is empty")
        values |= {"row": str(self.row.number), "number": "{number}"}
        return PLACEHOLDER.sub(lambda match: values[match[1]], words)

    def _number(self) -> Any:
        cell = self.cell("number")
        if not cell.words:
            return None
        value = self._figure("number", cell)
        unit = self.words("unit") or ("percent" if cell.percent or cell.words.endswith("%") else "")
        to, qualifier = self.cell("to"), self.words("qualifier")
        if not (unit or to.words or qualifier):
            return value
        parts = {
            "value": value,
            "to": self._figure("to", to) if to.words else "",
            "qualifier": qualifier,
            "unit": unit,
        }
        return {name: part for name, part in parts.items() if part}

    def _figure(self, name: str, cell: InputCell) -> str:
        try:
            return number_of(cell, self.reader.form)
        except ValueError as fault:
            raise RowError(f"{name}: {fault}") from None

    def _text(self, number: Any) -> str:
        """The sentence; where its number is in it, `{number}` is put."""
        text = self.words("text")
        if not text:
            raise RowError("text: the cell is empty")
        if number and "{number}" not in text:
            typed = rf"(?<![\w.,])(?:{re.escape(self.words('number'))})(?!\w|[.,]\d)"
            if len(re.findall(typed, text)) == 1:
                return re.sub(typed, "{number}", text)
        return text

    def _source(self) -> Any:
        names, places = self.words("source"), self.words("locator")
        if not names:
            raise RowError("source: the cell is empty")
        if not places:
            raise RowError("locator: the cell is empty; give the place in the source")
        source_id = self._id_of_source(names)
        ids = (
            [source_id]
            if source_id
            else [self._source_id(one.strip()) for one in names.split(";") if one.strip()]
        )
        where = [places] if len(ids) == 1 else [one.strip() for one in places.split(";")]
        if len(where) != len(ids):
            raise RowError(f"locator: {len(ids)} sources need as many places, separated by semicolons")
        quote = self.words("quote")
        if quote and len(ids) > 1:
            raise RowError("quote: a quotation has one source, but the row names several")
        if quote:
            return {"id": ids[0], "locator": where[0], "quote": quote}
        cited = [f"{one}, {at}" for one, at in zip(ids, where, strict=True)]
        return cited if len(cited) > 1 else cited[0]

    def _source_id(self, name: str) -> str:
        values = self._id_of_source(name)
        if not values:
            close = did_you_mean(name, [*self.reader.sources], listed=0)
            raise RowError(f"source: there is no source called '{name}'{'; ' + close if close else ''}")
        return values

    def _id_of_source(self, name: str) -> str:
        source = self.reader.sources.get(name) or self.reader.sources.get(name.casefold())
        return source.id if source else ""

    def _date(self, name: str) -> str:
        cell = self.cell(name)
        if not cell.words:
            return ""
        try:
            return date_of(cell, self.reader.form)
        except ValueError as fault:
            raise RowError(f"{name}: {fault}") from None


def _sentence(flaw: Any) -> str:
    where = f"{flaw.keys[0]}: " if flaw.keys else ""
    return f"{where}{flaw.message}" + (f" ({flaw.hint})" if flaw.hint and not flaw.quote else "")


def values_of(fact: Fact) -> dict[str, Value]:
    """The fields of a fact that imports compare, as they write them."""
    values: dict[str, Value] = {}
    for name in MERGED:
        value: Any = getattr(fact, name)
        match value:
            case Number():
                values[name] = number_words(value)
            case tuple() if name in BOUNDS:
                values |= {name: value} if value else {}
            case tuple():
                cited = tuple(
                    f"{c.id}, {c.locator.original()}" + (f" “{c.quote}”" if c.quote else "") for c in value
                )
                values[name] = cited if len(cited) > 1 else cited[0]
            case _ if value:
                values[name] = str(value.original() if hasattr(value, "original") else value)
    return values


def number_words(number: Number) -> str:
    """A number as a dossier has it: `4.50`, or `{value: 4.50, unit: euros}`."""
    to = "" if number.to is None else f"{number.to:f}"
    parts = (("value", f"{number.value:f}"), ("to", to), ("qualifier", number.qualifier))
    unit = number.unit.original()
    words = [f"{name}: {digits_of(part) if name != 'qualifier' else part}" for name, part in parts if part]
    words += [f"unit: {scalar(unit, inside=True)}"] if unit else []
    return f"{{{', '.join(words)}}}" if len(words) > 1 else digits_of(f"{number.value:f}")


def digits_of(value: str) -> str:
    """A number as YAML keeps it: one with more digits than readers hold is text."""
    return value if len(value.lstrip("-").replace(".", "")) <= 15 else f'"{value}"'


def record_fields(fact: Fact, fields: dict[str, Any]) -> Iterator[tuple[str, Value, bool]]:
    """(field, value, whether it stands as a figure) of a new record."""
    for name, value in fields.items():
        if name == "number":
            assert fact.number is not None
            yield name, number_words(fact.number), True
        elif name == "source" and isinstance(value, dict):
            words = ", ".join(f"{key}: {scalar(part, inside=True)}" for key, part in value.items())
            yield name, f"{{{words}}}", True
        elif isinstance(value, list):
            yield name, tuple(value), False
        else:
            yield name, value, name in FIGURES
