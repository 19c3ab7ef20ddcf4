"""YAML text → plain values, fast; the place of any key path on demand; edits that keep comments."""

from policybrief.reading.yaml.field_edits import append_record, set_fields, without_key
from policybrief.reading.yaml.field_places import FieldEdit
from policybrief.reading.yaml.locating import Keys, extent, fixed_line, inline_comments, locate, written
from policybrief.reading.yaml.reading import (
    MAX_BYTES,
    YamlFile,
    decoded,
    has_inline_comments,
    read_yaml,
    unseen_in_words,
)
from policybrief.reading.yaml.signs import UNSEEN, without_forbidden

__all__ = [
    "MAX_BYTES",
    "UNSEEN",
    "FieldEdit",
    "Keys",
    "YamlFile",
    "append_record",
    "decoded",
    "extent",
    "fixed_line",
    "has_inline_comments",
    "inline_comments",
    "locate",
    "read_yaml",
    "set_fields",
    "unseen_in_words",
    "without_forbidden",
    "without_key",
    "written",
]
