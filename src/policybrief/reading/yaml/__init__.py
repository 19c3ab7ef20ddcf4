"""YAML text → plain values, fast; the place of any key path on demand; edits that keep comments."""

from policybrief.reading.yaml.edits import append_record
from policybrief.reading.yaml.field_edits import FieldEdit, set_fields, without_key
from policybrief.reading.yaml.locating import Keys, extent, inline_comments, locate, mended_line, written
from policybrief.reading.yaml.reading import (
    MAX_BYTES,
    UNSEEN,
    Source,
    decoded,
    has_inline_comments,
    read_source,
    unseen_in_words,
)

__all__ = [
    "MAX_BYTES",
    "UNSEEN",
    "FieldEdit",
    "Keys",
    "Source",
    "append_record",
    "decoded",
    "extent",
    "has_inline_comments",
    "inline_comments",
    "locate",
    "mended_line",
    "read_source",
    "set_fields",
    "unseen_in_words",
    "without_key",
    "written",
]
