"""A new brief: its file with a title and a question, and every other field as a comment that explains it."""

from __future__ import annotations

from policybrief.reading.yaml.writing import field_lines

_FURTHER = """
# The day whose knowledge it shows; without this line, today.
# as_of: 2026-03-31

# Dossiers from which it takes records; without this line, the one with its name.
# topics: [{name}]

# Three to five records, as bullets on page 1; or bottom_line: one or two of them, as a sentence.
# key_messages: []
# status_quo: []
# key_figures: []
# why_now: []

# The order of the passages in each section.
# passages: []

# For whom; without this line, all audiences of the project.
# audiences: [minister, officials]

# A box under the title.
# particulars:
#   Next step: the council votes

# What one audience alone gets.
# minister: {{max_pages: 1, must: []}}
"""


def brief_lines(name: str, *, title: str, question: str) -> tuple[str, ...]:
    """The lines of the file of a brief called `name`; `question` may be empty."""
    asked = field_lines("question", question) if question else ()
    return (*field_lines("title", title), *asked, *_FURTHER.format(name=name).rstrip().split("\n"))
