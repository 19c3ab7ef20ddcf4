"""A project folder → its project, briefs and corpus; the one place where they are read from disk."""

from __future__ import annotations

import gc
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from policybrief.briefs import Brief, Project
from policybrief.corpus import (
    NOT_A_DOSSIER,
    Corpus,
    Dossier,
    build_corpus,
    ids_in_text,
    structure_dossier,
    translate_value,
)
from policybrief.diagnostics import Diagnostic, Severity, Span, sort_key
from policybrief.inputs import PROJECT_FILE
from policybrief.languages import Text
from policybrief.project.brief_files import check_brief, structure_brief
from policybrief.project.scales import FOLDER as YARDSTICKS
from policybrief.project.scales import structure_yardstick, yardstick_names, yardstick_path
from policybrief.project.settings import structure_project
from policybrief.sources import Source, inline_comments, locate, read_source
from policybrief.structure import did_you_mean

_TRANSLATION = re.compile(r"(.+)\.([a-z]{2,3}(?:-[A-Za-z]{2,4})?)")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A project as read: everything that could be read, and everything that was wrong, in order of place."""

    root: Path
    project: Project
    briefs: tuple[Brief, ...]
    corpus: Corpus
    sources: tuple[Source, ...]
    diagnostics: tuple[Diagnostic, ...]

    def text_of(self, path: str) -> str:
        """The text of a file that was read, for showing lines of it; "" if there is none."""
        return next((source.text for source in self.sources if source.path == path), "")


def read_project(root: Path) -> Loaded:
    """The project in the folder `root`. Faults of its files are diagnostics, never exceptions."""
    return Reader(root).read()


class Reader:
    """Reads one project again and again; what stands in a file that is as it was is not made anew."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._known = _Known()

    def read(self) -> Loaded:
        """The project as it is now."""
        collecting = gc.isenabled()
        gc.disable()  # nothing made here is garbage; looking for it takes a quarter of the time
        try:
            reader = _Reader(self.root, self._known)
            loaded = _read_with(reader)
        finally:
            if collecting:
                gc.enable()
        self._known = reader.seen
        return loaded


@dataclass(slots=True)
class _Known:
    """What one reading leaves for the next."""

    files: dict[str, tuple[bytes, Source | None, tuple[Diagnostic, ...]]] = field(default_factory=dict)
    """Path → the file's bytes, and what was read from them."""
    dossiers: dict[str, tuple[Source, Project, tuple[tuple[str, Source], ...], Dossier]] = field(
        default_factory=dict
    )
    """Path → the file, project and translations that a dossier was made of, and the dossier."""


def _read_with(reader: _Reader) -> Loaded:
    project, criteria = reader.project()
    dossiers, unreadable = reader.dossiers(project, criteria)
    corpus, faults = build_corpus(dossiers, project, broken=unreadable)
    if not reader.project_failed:
        reader.diagnostics.extend(faults)
    briefs = reader.briefs(project, corpus)
    diagnostics = tuple(sorted(_causes(reader.diagnostics), key=sort_key))
    return Loaded(reader.root, project, briefs, corpus, tuple(reader.sources), diagnostics)


_CONSEQUENCES = ("unknown-record", "unknown-topic")
"""Codes of what a dossier that is none brings about wherever its records are named."""


def _causes(found: list[Diagnostic]) -> list[Diagnostic]:
    """Each diagnostic once; where a whole dossier is something else, not that its records are missing."""
    wrecked = any(d.code == NOT_A_DOSSIER for d in found)
    return [d for d in dict.fromkeys(found) if not (wrecked and d.code in _CONSEQUENCES)]


class _Reader:
    """Reads the files of one project and gathers their sources and faults."""

    def __init__(self, root: Path, known: _Known) -> None:
        self.root = root
        self.known, self.seen = known, _Known()
        self.sources: list[Source] = []
        self.diagnostics: list[Diagnostic] = []
        self.project_failed = False
        self.translated: dict[Path, dict[str, list[tuple[Path, str]]]] = {}

    def project(self) -> tuple[Project, Source | None]:
        source = self._read(self.root / PROJECT_FILE)
        made = None
        if source is not None:
            made, faults = structure_project(source, root=self.root)
            self.diagnostics.extend(faults)
            made = self._with_yardstick(made, source) if made else None
        if made is None or source is None:
            self.project_failed = True
            return Project(organisation=Text(), languages=self._languages_seen(source)), source
        return self._with_translations(made), source

    def _with_yardstick(self, project: Project, settings: Source) -> Project | None:
        """The project with the yardstick that it names; None if that cannot be used."""
        name = project.yardstick.name
        path = yardstick_path(name, self.root)
        if path is None:
            message = f"no yardstick is called '{name}'"
            hint = did_you_mean(name, yardstick_names(self.root))
            place = locate(settings, ("yardstick",))
            self.diagnostics.append(Diagnostic("unknown-yardstick", message, place, hint=hint))
            return None
        own = path.is_relative_to(self.root / YARDSTICKS)
        source = self._read(path) if own else read_source(path.name, path.read_bytes())[0]
        if source is None:
            return None
        scale, faults = structure_yardstick(name, source)
        self.diagnostics.extend(faults)
        return replace(project, yardstick=scale) if scale else None

    def _with_translations(self, project: Project) -> Project:
        for language, translated in self._translations(self.root / PROJECT_FILE, project):
            value = translated.value if isinstance(translated.value, dict) else {}
            project = self._with_who(project, translated, language)
            rest = {key: value[key] for key in value if key not in ("criteria", "who")}
            project, faults = translate_value(project, replace(translated, value=rest), language=language)
            self.diagnostics.extend(faults)
        return project

    def _with_who(self, project: Project, translated: Source, language: str) -> Project:
        """The project with the names that `who:` of a translation gives those who check and clear."""
        value = translated.value.get("who") if isinstance(translated.value, dict) else None
        named = value if isinstance(value, dict) else {}
        if value is None or (named and all(isinstance(w, str) for pair in named.items() for w in pair)):
            more = tuple((words, language, name) for words, name in named.items())
            return replace(project, who=(*project.who, *more))
        hint = "write their words, and below each other: head of unit: in the language"
        message = "those who check and clear are expected here, each with a translation"
        self.diagnostics.append(
            Diagnostic("bad-translation", message, locate(translated, ("who",)), hint=hint)
        )
        return project

    def dossiers(
        self, project: Project, settings: Source | None
    ) -> tuple[tuple[Dossier, ...], frozenset[str]]:
        found: list[Dossier] = []
        unreadable: set[str] = set()
        if settings is not None and isinstance(settings.value, dict) and "criteria" in settings.value:
            found.append(self._criteria(settings, project))
        for path in self._yaml_files(self.root / "briefs" / "records", "**/*"):
            source = self._read(path)
            if source is None:
                unreadable |= ids_in_text(_decoded(path))
                continue
            translations = tuple(self._translations(path, project))
            dossier = self._dossier(source, project, translations)
            self.diagnostics.extend(dossier.diagnostics)
            found.append(dossier)
        return tuple(found), frozenset(unreadable)

    def _dossier(
        self, source: Source, project: Project, translations: tuple[tuple[str, Source], ...]
    ) -> Dossier:
        known = self.known.dossiers.get(source.path)
        if known and known[0] is source and known[2] == translations and known[1] == project:
            dossier = known[3]
        else:
            dossier = structure_dossier(source, project=project, translations=translations)
        self.seen.dossiers[source.path] = (source, project, translations, dossier)
        return dossier

    def _criteria(self, settings: Source, project: Project) -> Dossier:
        only = replace(settings, value={"criteria": settings.value["criteria"]})
        translations = tuple(
            (language, replace(source, value={"criteria": source.value["criteria"]}))
            for language, source in self._translations(self.root / PROJECT_FILE, project, keep=False)
            if isinstance(source.value, dict) and "criteria" in source.value
        )
        dossier = structure_dossier(only, project=project, translations=translations)
        self.diagnostics.extend(dossier.diagnostics)
        return dossier

    def briefs(self, project: Project, corpus: Corpus) -> tuple[Brief, ...]:
        found: list[Brief] = []
        for path in self._yaml_files(self.root / "briefs", "*"):
            source = self._read(path)
            if source is None or self.project_failed:
                continue
            brief, faults = structure_brief(source, project=project)
            self.diagnostics.extend(faults)
            if brief is None:
                continue
            self.diagnostics.extend(check_brief(brief, corpus, source))
            for language, translated in self._translations(path, project):
                brief = self._translated(brief, translated, language)
            found.append(brief)
        return tuple(found)

    def _translated(self, brief: Brief, source: Source, language: str) -> Brief:
        """The brief with its texts, and those for one audience, in `language`."""
        value = source.value if isinstance(source.value, dict) else {}
        names = {only.audience for only in brief.for_audience}
        plain = {key: value[key] for key in value if key not in names}
        brief, faults = translate_value(brief, replace(source, value=plain), language=language)
        self.diagnostics.extend(faults)
        whole = replace(source, value=value)
        only_for = []
        for only in brief.for_audience:
            if only.audience in value:
                only, faults = translate_value(only, whole, language=language, keys=(only.audience,))
                self.diagnostics.extend(faults)
            only_for.append(only)
        return replace(brief, for_audience=tuple(only_for))

    # ---- files -----------------------------------------------------------------------------------------

    def _read(self, path: Path, *, keep: bool = True) -> Source | None:
        shown = path.relative_to(self.root).as_posix()
        try:
            content = path.read_bytes()
        except OSError as error:
            message = f"the file cannot be opened ({error.strerror or error})"
            self.diagnostics.append(Diagnostic("unreadable-file", message, Span(shown, 1, 1)))
            return None
        known = self.known.files.get(shown)
        if known is None or known[0] != content:
            known = (content, *read_source(shown, content))
        self.seen.files[shown] = known
        _, source, faults = known
        if keep:
            self.diagnostics.extend(faults)
            self.sources.append(source or Source(shown, _decoded(path), None))
        return source

    def _yaml_files(self, folder: Path, pattern: str) -> list[Path]:
        """Originals (no translations) in alphabetical order; `.yml` is pointed out."""
        found = []
        for path in sorted(folder.glob(pattern)):
            if path.name.startswith(".") or not path.is_file():
                continue
            if path.suffix == ".yml":
                shown = path.relative_to(self.root).as_posix()
                hint = f"rename it to {path.stem}.yaml"
                message = "files that end in .yml are not read"
                self.diagnostics.append(
                    Diagnostic("not-read", message, Span(shown, 1, 1), Severity.NOTE, hint)
                )
            elif path.suffix == ".yaml" and not self._is_translation(path):
                found.append(path)
        return found

    def _is_translation(self, path: Path) -> bool:
        match = _TRANSLATION.fullmatch(path.stem)
        if match and not path.with_name(match[1] + ".yaml").is_file():
            shown = path.relative_to(self.root).as_posix()
            message = f"this looks like a translation, but there is no {match[1]}.yaml beside it"
            self.diagnostics.append(Diagnostic("no-original", message, Span(shown, 1, 1)))
        return bool(match)

    def _translations(
        self, original: Path, project: Project, *, keep: bool = True
    ) -> list[tuple[str, Source]]:
        found: list[tuple[str, Source]] = []
        for path, language in self._translated_files(original.parent).get(original.stem, ()):
            if language not in project.languages[1:]:
                self._unknown_language(path, language, project)
                continue
            source = self._read(path, keep=keep)
            if source is not None:
                found.append((language, source))
                # all that a translation holds is text, so no comment may cut it short
                cuts = inline_comments(source) if keep else ()
                self.diagnostics.extend(fault for keys, fault in cuts if keys[-1:] != ("of",))
        return found

    def _translated_files(self, folder: Path) -> dict[str, list[tuple[Path, str]]]:
        """Stem of the original → its translations and their languages, for one folder."""
        if folder not in self.translated:
            found: dict[str, list[tuple[Path, str]]] = {}
            for path in sorted(folder.glob("*.*.yaml")):
                if match := _TRANSLATION.fullmatch(path.stem):
                    found.setdefault(match[1], []).append((path, match[2]))
            self.translated[folder] = found
        return self.translated[folder]

    def _unknown_language(self, path: Path, language: str, project: Project) -> None:
        if self.project_failed:
            return
        shown = path.relative_to(self.root).as_posix()
        message = f"'{language}' is not a language of the project"
        if language == project.languages[0]:
            message = f"'{language}' is the language that records are written in; it has no translation"
        hint = did_you_mean(language, project.languages[1:]) or "add it to 'languages' in policybrief.yaml"
        self.diagnostics.append(Diagnostic("unknown-language", message, Span(shown, 1, 1), hint=hint))

    def _languages_seen(self, settings: Source | None) -> tuple[str, ...]:
        """Languages of a project whose settings cannot be used: as stated, else as translations tell."""
        value = settings.value if settings is not None and isinstance(settings.value, dict) else {}
        stated = value.get("languages")
        if isinstance(stated, list) and stated and all(isinstance(code, str) for code in stated):
            return tuple(stated)
        stems = [path.stem for path in (self.root / "briefs").glob("**/*.yaml")]
        seen = {m[2] for stem in stems if (m := _TRANSLATION.fullmatch(stem))} - {"en"}
        return ("en", *sorted(seen))


def _decoded(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig", "replace").replace("\0", "")  # UTF-16, for the most part
        return text.replace("\r\n", "\n").replace("\r", "\n")
    except OSError:
        return ""
