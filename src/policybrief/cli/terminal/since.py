"""The option that gives the day of the last successful run."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click


def since_option(function: Any) -> Any:
    """`--since`, for commands that list what is due: a day, or a time with its zone."""
    words = "Also briefs due after this day (the day of the last successful run)."
    return click.option("--since", callback=_moment, metavar="DATE", help=words)(function)


def _moment(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> date | datetime | None:
    """A time as GitHub and GitLab print it, or a day; None for empty text."""
    words = (value or "").strip()
    if not words:
        return None
    try:
        return date.fromisoformat(words) if len(words) == 10 else datetime.fromisoformat(words)
    except ValueError:
        message = f"'{words}' is neither a day (2026-01-05) nor a time (2026-01-05T06:00:00Z)"
        raise click.BadParameter(message) from None
