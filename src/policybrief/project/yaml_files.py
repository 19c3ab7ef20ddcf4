"""The files of a project folder, read once: originals, their translations, and what is wrong with either."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from policybrief.diagnostics import Diagnostic, Severity, Span
from policybrief.files.names import composed, entry
from policybrief.files.regular import NotReadableError, files_below, read_regular
from policybrief.project.corpus import Dossier
from policybrief.reading.structure import did_you_mean
from policybrief.reading.yaml import YamlFile, inline_comments, read_yaml
from policybrief.records import Project

TRANSLATION = re.compile(r"(.+)\.([a-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2,3}|\d{3}))?)")
"""Stem of a translation: that of its original, and the language."""


@dataclass(slots=True)
class ReadFiles:
    """The files of one reading, which the next need not read again."""

    files: dict[str, tuple[bytes, YamlFile | None, tuple[Diagnostic, ...]]] = field(default_factory=dict)
    """Path → the file's bytes, and what was read from them."""
    dossiers: dict[str, tuple[YamlFile, Project, tuple[tuple[str, YamlFile], ...], Dossier]] = field(
        default_factory=dict
    )
    """Path → the file, project and translations that a dossier was made of, and the dossier."""


class ProjectFiles:
    """Reads files and gathers their sources and faults; what `earlier` has of a file is not read again."""

    def __init__(self, root: Path, earlier: ReadFiles) -> None:
        self.root = root
        self.earlier, self.latest = earlier, ReadFiles()
        self.sources: list[YamlFile] = []
        self.diagnostics: list[Diagnostic] = []
        self.project_failed = False
        self.translated: dict[Path, dict[str, list[tuple[Path, str]]]] = {}

    def read(self, path: Path, *, keep: bool = True) -> YamlFile | None:
        """The file as a source; None if it cannot be read. `keep` has it and its faults listed."""
        shown = path.relative_to(self.root).as_posix()
        try:
            content = read_regular(path, self.root)
        except NotReadableError as fault:
            self._unreadable(path, fault.why, fault.hint)
            return None
        cached = self.earlier.files.get(shown)
        if cached is None or cached[0] != content:
            cached = (content, *read_yaml(shown, content))
        self.latest.files[shown] = cached
        _, source, faults = cached
        if keep:
            self.diagnostics.extend(faults)
            self.sources.append(source or YamlFile(shown, decoded(path, self.root), None))
        return source

    def _unreadable(self, path: Path, why: str, hint: str) -> None:
        shown = path.relative_to(self.root).as_posix()
        self.diagnostics.append(Diagnostic("unreadable-file", why, Span(shown, 1, 1), hint=hint))

    def yaml_files(self, folder: Path, *, deep: bool = False) -> list[Path]:
        """Originals (no translations) in alphabetical order; other endings of YAML are pointed out."""
        originals: list[Path] = []
        for path, why in sorted(files_below(folder, deep=deep)):
            if why:
                self._unreadable(path, why, "replace it with the files, or delete it")
            elif path.suffix != ".yaml" and path.suffix.lower() in (".yml", ".yaml"):
                shown = path.relative_to(self.root).as_posix()
                hint = f"rename it to {path.stem}.yaml"
                message = f"files that end in {path.suffix} are not read"
                self.diagnostics.append(
                    Diagnostic("not-read", message, Span(shown, 1, 1), Severity.NOTE, hint)
                )
            elif path.suffix == ".yaml" and not self._is_translation(path):
                originals.append(path)
        self._twins(originals)
        return originals

    def _twins(self, paths: list[Path]) -> None:
        """Reports files whose names look the same: only their Unicode forms differ."""
        names: set[str] = set()
        for shown in (path.relative_to(self.root).as_posix() for path in paths):
            if composed(shown) in names:
                message = "another file has the same name in another Unicode form"
                hint = "rename or delete one of them: names that look the same count as the same"
                self.diagnostics.append(Diagnostic("same-name", message, Span(shown, 1, 1), hint=hint))
            names.add(composed(shown))

    def _is_translation(self, path: Path) -> bool:
        match = TRANSLATION.fullmatch(path.stem)
        if match and not entry(path.parent, match[1] + ".yaml").is_file():
            shown = path.relative_to(self.root).as_posix()
            message = f"this looks like a translation, but there is no {match[1]}.yaml beside it"
            self.diagnostics.append(Diagnostic("no-original", message, Span(shown, 1, 1)))
        return bool(match)

    def translations(
        self, original: Path, project: Project, *, keep: bool = True
    ) -> list[tuple[str, YamlFile]]:
        """(language, file) of each translation of an original into a language of the project."""
        files: list[tuple[str, YamlFile]] = []
        for path, language in self._translated_files(original.parent).get(composed(original.stem), ()):
            if language not in project.languages[1:]:
                self._unknown_language(path, language, project)
                continue
            source = self.read(path, keep=keep)
            if source is not None:
                files.append((language, source))
                # all that a translation holds is text, so no comment may cut it short
                cuts = inline_comments(source) if keep else ()
                self.diagnostics.extend(fault for keys, fault in cuts if keys[-1:] != ("of",))
        return files

    def _translated_files(self, folder: Path) -> dict[str, list[tuple[Path, str]]]:
        """Stem of the original → its translations and their languages, for one folder."""
        if folder not in self.translated:
            files: dict[str, list[tuple[Path, str]]] = {}
            for path in sorted(folder.glob("*.*.yaml")):
                if match := TRANSLATION.fullmatch(path.stem):
                    files.setdefault(composed(match[1]), []).append((path, match[2]))
            self.translated[folder] = files
        return self.translated[folder]

    def _unknown_language(self, path: Path, language: str, project: Project) -> None:
        if self.project_failed:
            return
        shown = path.relative_to(self.root).as_posix()
        message = f"'{language}' is not a language of the project"
        if language == project.languages[0]:
            message = f"'{language}' is the language in which records are written, so it has no translation"
        hint = did_you_mean(language, project.languages[1:]) or "add it to 'languages' in policybrief.yaml"
        self.diagnostics.append(Diagnostic("unknown-language", message, Span(shown, 1, 1), hint=hint))


def decoded(path: Path, root: Path) -> str:
    """The text of a file, whatever its encoding; "" if it cannot be opened."""
    try:
        text = (
            read_regular(path, root).decode("utf-8-sig", "replace").replace("\0", "")
        )  # UTF-16, for the most part
        return text.replace("\r\n", "\n").replace("\r", "\n")
    except OSError:
        return ""
