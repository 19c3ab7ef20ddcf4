"""How large a Word file from outside may be, and the exception that says why one is refused."""

from __future__ import annotations

from dataclasses import dataclass

from policybrief.diagnostics import Diagnostic

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class PackageLimits:
    """Bounds on time and memory. Of 500 files that Word wrote, none came near: the largest XML part had
    1.2 MB, the highest ratio of packing was 32."""

    file: int = 30 * MEGABYTE
    entries: int = 2000
    part: int = 20 * MEGABYTE
    total: int = 100 * MEGABYTE
    ratio: int = 100
    """Unpacked over packed, for parts above a megabyte."""
    xml: int = 8 * MEGABYTE
    elements: int = 400_000
    depth: int = 200


LIMITS = PackageLimits()


class RefusedFileError(Exception):
    """Why a file is not opened: a sentence about it without its subject, and a remedy."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.hint = code, hint

    def diagnostic(self, path: str) -> Diagnostic:
        """The refusal of the file at `path`."""
        return Diagnostic(self.code, f"{path} {self}", hint=self.hint)
