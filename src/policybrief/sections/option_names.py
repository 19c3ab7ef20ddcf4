"""What an option is called in one edition: letter and short title, or to the public the title alone."""

from __future__ import annotations

from policybrief.document import Str, Strong, plain_text
from policybrief.languages import full_stop
from policybrief.records import Option
from policybrief.sections.printing import EN_SPACE, Inlines, Printer


def lettered_options(printer: Printer) -> tuple[Option, ...]:
    """All options in the order of their letters."""
    order = {i: place for place, ids in enumerate(printer.selection.letters) for i in ids}
    return tuple(sorted(printer.selection.of(Option), key=lambda option: order[option.id]))


def option_name(printer: Printer, option: Option) -> Inlines:
    """Letter and short title, bold: "B  G7 plan"; to the public, the title alone."""
    return (Strong(printer.option_words(option, gap=EN_SPACE)),)


def options_in_words(printer: Printer, ids: tuple[str, ...]) -> tuple[Inlines, ...]:
    """Those of the options `ids` that are shown, each in words, in the order of their letters."""
    ids = tuple(record.id for record in printer.selection.having(ids))
    return tuple(printer.option_words(option) for option in lettered_options(printer) if option.id in ids)


def options_phrase(printer: Printer, ids: tuple[str, ...], one: str, many: str) -> Inlines:
    """The label `one` or `many` with the shown ones among the options `ids` in words; () without any."""
    options = options_in_words(printer, ids)
    if not options:
        return ()
    names = printer.joined_inlines(options)
    before, _, after = printer.words(one if len(options) == 1 else many, letters="\0").partition("\0")
    after = after if full_stop(plain_text(names)) else after.removeprefix(".")
    return (Str(before), *names, *((Str(after),) if after else ()))
