"""Plain maps and lists → dataclasses, tuples and dicts, by their type hints and a table of short forms."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from policybrief.dates import StatedDate
from policybrief.languages import Text
from policybrief.markings import Restriction
from policybrief.reading.structure import scalars
from policybrief.reading.structure.constructors import maker_of
from policybrief.reading.structure.flaws import Flaw, Flawed, described, did_you_mean, empty, flawed
from policybrief.reading.structure.scalars import Converter
from policybrief.records import FieldUse, names_for

KeyedForm = Callable[[str, Any, str], Any]
"""Key, plain value and language of one pair → the dataclass that the pair stands for."""
Finish = Callable[[dict[str, Any], str], Flawed | None]
"""Looks at the fields of a dataclass before it is made; may fill in what can be inferred."""

RecordReader = Callable[[dict[Any, Any], str, dict[str, Any]], Any]
"""Plain map, language, and fields known beforehand → the dataclass, or `Flawed`."""


class Structurer:
    """Converters for types, made once each.

    `short` turns what is not a map into a dataclass (`figures` are those whose short form is no sentence);
    `keyed` turns a map into a tuple of dataclasses, one for each pair; `finish` sees the fields of a
    dataclass; `names` are keys that differ from the field's name; `inferred` are required fields that
    `finish` supplies where they are not written.
    """

    def __init__(
        self,
        *,
        short: Mapping[type, Converter] | None = None,
        keyed: Mapping[type, KeyedForm] | None = None,
        figures: frozenset[type] = frozenset(),
        finish: Mapping[type, Finish] | None = None,
        names: Mapping[type, Mapping[str, str]] | None = None,
        inferred: Mapping[type, frozenset[str]] | None = None,
    ) -> None:
        self._short = short or {}
        self._keyed = keyed or {}
        self._figures = figures
        self._finish = finish or {}
        self._names = names or {}
        self._inferred = inferred or {}
        self._made: dict[Any, Converter] = {}
        self._readers: dict[tuple[type, tuple[str, ...]], RecordReader] = {}

    def converter(self, hint: Any) -> Converter:
        """The converter for a type hint."""
        if hint not in self._made:
            self._made[hint] = self._make(hint)
        return self._made[hint]

    def reads_text(self, hint: Any, keys: tuple[str | int, ...]) -> bool:
        """True if the scalar at `keys` below a value of this type is text that people read."""
        hint = _bare(hint)
        origin = get_origin(hint)
        if hint is Text or (not keys and hint in self._short):
            return hint not in self._figures
        if origin is tuple:
            inner = _bare(get_args(hint)[0])
            if keys and isinstance(keys[0], str) and inner in self._keyed:
                return True
            return self.reads_text(inner, keys[1:] if keys and isinstance(keys[0], int) else keys)
        if origin is dict and keys:
            return self.reads_text(get_args(hint)[1], keys[1:])
        if is_dataclass(hint) and keys:
            name = self._names.get(cast(type, hint), {}).get(str(keys[0]), keys[0])
            hints = get_type_hints(hint, include_extras=True)
            return name in hints and self.reads_text(hints[str(name)], keys[1:])
        return False

    def _make(self, hint: Any) -> Converter:
        if hint == Restriction:
            return _not_empty(self.converter(_bare(hint)))
        hint = _bare(hint)
        if hint in _SCALARS:
            return _SCALARS[hint]
        origin, arguments = get_origin(hint), get_args(hint)
        if origin is Literal:
            return scalars.word_of(arguments)
        if origin is tuple:
            return self._tuple(arguments[0])
        if origin is dict:
            return self._dict(arguments[0], arguments[1])
        if is_dataclass(hint) and isinstance(hint, type):
            return self._dataclass(hint)
        raise TypeError(f"no converter for {hint}")

    def _tuple(self, hint: Any) -> Converter:
        inner = self.converter(hint)
        keyed = self._keyed.get(_bare(hint))

        def convert(value: Any, language: str) -> Any:
            if type(value) is list:
                made = [inner(one, language) for one in value]
                if Flawed in map(type, made):
                    return _all_of(enumerate(made), lambda _, one: one)
                return tuple(made)
            if keyed and type(value) is dict:
                return _all_of(value.items(), lambda key, one: keyed(str(key), one, language))
            one = inner(value, language)
            return one if type(one) is Flawed else (one,)

        return convert

    def _dict(self, key_hint: Any, hint: Any) -> Converter:
        name, inner = self.converter(key_hint), self.converter(hint)

        def convert(value: Any, language: str) -> Any:
            if type(value) is not dict:
                return flawed("map-expected", f"fields with values are expected here, not {described(value)}")
            named = [(key, name(key, language)) for key in value]
            flaws = [f for key, one in named if type(one) is Flawed for f in one.below(str(key))]
            if flaws:
                return Flawed(*(replace(flaw, at_key=True) for flaw in flaws))
            made = _all_of(value.items(), lambda _, one: inner(one, language))
            return made if type(made) is Flawed else dict(zip((k for _, k in named), made, strict=True))

        return convert

    def _dataclass(self, cls: type) -> Converter:
        read = self.record_reader(cls)
        short = self._short.get(cls)

        def convert(value: Any, language: str) -> Any:
            if type(value) is dict:
                return read(value, language, {})
            if short:
                return short(value, language)
            return flawed("map-expected", f"fields with values are expected here, not {described(value)}")

        return convert

    def record_reader(self, cls: type, *, without: tuple[str, ...] = ()) -> RecordReader:
        """The reader of a dataclass's map form, in which the fields `without` cannot be written."""
        if (cls, without) not in self._readers:
            self._readers[cls, without] = self._make_reader(cls, without)
        return self._readers[cls, without]

    def _make_reader(self, cls: type, without: tuple[str, ...]) -> RecordReader:
        hints = get_type_hints(cls, include_extras=True)
        known = {f.name: f for f in fields(cls)}
        renamed = dict(self._names.get(cls, {}))
        hidden = {*renamed.values(), *without, *names_for(cls, FieldUse.DERIVED)} - set(renamed)
        converters = {
            key: (name, self.converter(hints[name]))
            for key, name in [*((n, n) for n in known if n not in hidden), *renamed.items()]
        }
        required = frozenset(
            f.name
            for f in known.values()
            if f.default is MISSING
            and f.default_factory is MISSING
            and f.name not in self._inferred.get(cls, ())
        )
        for key, (name, convert) in converters.items():
            if name in required and _bare(hints[name]) is str:
                converters[key] = (name, _not_empty(convert))
        finish, make = self._finish.get(cls), maker_of(cls)

        keys = converters.keys()

        # this runs for every record: flaws are looked for one by one only if there are any
        def read(value: dict[Any, Any], language: str, given: dict[str, Any]) -> Any:
            if value.keys() <= keys:
                for key, plain in value.items():
                    name, convert = converters[key]
                    given[name] = convert(plain, language)
                if required <= given.keys() and Flawed not in map(type, given.values()):
                    return (finish(given, language) if finish else None) or make(given)
            missing = required - given.keys()
            return Flawed(*_flaws(value, language, converters, missing, hints))

        return read


def _not_empty(convert: Converter) -> Converter:
    """Refuses what says nothing: an empty list of readers could mean nobody or everybody."""

    def converted(value: Any, language: str) -> Any:
        made = convert(value, language)
        return empty() if made in ("", ()) else made

    return converted


def _all_of(pairs: Any, convert: Callable[[Any, Any], Any]) -> Any:
    made: list[Any] = []
    flaws: list[Flaw] = []
    for key, plain in pairs:
        one = convert(key, plain)
        if type(one) is Flawed:
            flaws.extend(one.below(key))
        else:
            made.append(one)
    return Flawed(*flaws) if flaws else tuple(made)


def _flaws(
    value: dict[Any, Any],
    language: str,
    converters: Mapping[str, tuple[str, Converter]],
    missing: frozenset[str],
    hints: Mapping[str, Any],
) -> Iterator[Flaw]:
    left = set(missing)
    for key, plain in value.items():
        if key not in converters:
            flaw = _unknown(key, converters, hints)
            left -= {name for name in left if f"'{name}'" in flaw.hint}  # the same fault
            yield flaw
            continue
        name, convert = converters[key]
        left.discard(name)
        if isinstance(one := convert(plain, language), Flawed):
            yield from one.below(key)
    for name in sorted(left):
        yield Flaw("missing-field", f"'{name}' is missing", f"add '{name}: …'", at_key=True)


def _unknown(key: Any, converters: Mapping[str, Any], hints: Mapping[str, Any]) -> Flaw:
    parts = [name for name in converters if name in hints and key in _parts(hints[name])]
    if len(parts) == 1:
        hint = f"'{key}' belongs to '{parts[0]}': write that as a map containing '{key}'"
    else:
        hint = did_you_mean(str(key), converters, listed=40)
    return Flaw("unknown-field", f"there is no field called '{key}'", hint, (key,), at_key=True)


def _parts(hint: Any) -> frozenset[str]:
    """The fields of the dataclass that a value of this type is, or is a list of."""
    bare = _bare(hint)
    inner = _bare(get_args(bare)[0]) if get_origin(bare) is tuple else bare
    return frozenset(f.name for f in fields(inner)) if is_dataclass(inner) else frozenset()


def _bare(hint: Any) -> Any:
    """The hint without `Annotated` and without `| None`."""
    if get_origin(hint) is Annotated:
        return _bare(get_args(hint)[0])
    if get_origin(hint) in (Union, types.UnionType):
        inner = [argument for argument in get_args(hint) if argument is not type(None)]
        if len(inner) == 1:
            return _bare(inner[0])
    return hint


_SCALARS: dict[Any, Converter] = {
    str: scalars.to_str,
    Text: scalars.to_text,
    bool: scalars.to_bool,
    int: scalars.to_int,
    float: scalars.to_float,
    Decimal: scalars.to_decimal,
    StatedDate: scalars.to_stated,
    date: scalars.to_day,
}
