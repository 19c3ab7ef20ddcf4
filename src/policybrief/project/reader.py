"""A project folder → its project, briefs and corpus; the one place where they are read from disk."""

from __future__ import annotations

import gc
from dataclasses import dataclass, replace
from pathlib import Path

from policybrief.diagnostics import Diagnostic, sort_key
from policybrief.files.names import composed
from policybrief.languages import Text, is_known_tag, is_right_to_left
from policybrief.project.brief_files import check_brief, structure_brief
from policybrief.project.corpus import (
    NOT_A_DOSSIER,
    Corpus,
    Dossier,
    build_corpus,
    ids_in_text,
    structure_dossier,
    translate_value,
)
from policybrief.project.inputs import PROJECT_FILE
from policybrief.project.settings import structure_project
from policybrief.project.yaml_files import TRANSLATION, ProjectFiles, ReadFiles, decoded
from policybrief.project.yardstick_files import FOLDER as YARDSTICKS
from policybrief.project.yardstick_files import structure_yardstick, yardstick_names, yardstick_path
from policybrief.reading.structure import did_you_mean
from policybrief.reading.yaml import YamlFile, locate, read_yaml
from policybrief.records import Brief, Project


@dataclass(frozen=True, slots=True)
class LoadedProject:
    """A project as read: everything that could be read, and everything that was wrong, in order of place."""

    root: Path
    project: Project
    briefs: tuple[Brief, ...]
    corpus: Corpus
    sources: tuple[YamlFile, ...]
    diagnostics: tuple[Diagnostic, ...]

    def text_of(self, path: str) -> str:
        """The text of a file that was read, for showing lines of it; "" if there is none."""
        return next((source.text for source in self.sources if source.path == path), "")


def read_project(root: Path) -> LoadedProject:
    """The project in the folder `root`. Faults of its files are diagnostics, never exceptions."""
    return Reader(root).read()


class Reader:
    """Reads one project again and again; what is in a file that is as it was is not made anew."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._earlier = ReadFiles()

    def read(self) -> LoadedProject:
        """The project as it is now."""
        collecting = gc.isenabled()
        gc.disable()  # nothing made here is garbage; looking for it takes a quarter of the time
        try:
            reader = _Reader(self.root, self._earlier)
            loaded = _read_with(reader)
        finally:
            if collecting:
                gc.enable()
        self._earlier = reader.latest
        return loaded


def _read_with(reader: _Reader) -> LoadedProject:
    project, criteria = reader.project()
    dossiers, unreadable = reader.dossiers(project, criteria)
    templates = template_names(reader.root)
    corpus, faults = build_corpus(dossiers, project, broken=unreadable, templates=templates)
    if not reader.project_failed:
        reader.diagnostics.extend(faults)
    briefs = reader.briefs(project, corpus)
    diagnostics = tuple(sorted(_causes(reader.diagnostics), key=sort_key))
    return LoadedProject(reader.root, project, briefs, corpus, tuple(reader.sources), diagnostics)


def template_names(root: Path) -> frozenset[str]:
    """Names of the house templates of a project, and of the built-in one."""
    own = (root / "templates").glob("*/template.yaml")
    return frozenset(("base", *(composed(path.parent.name) for path in own)))


_CONSEQUENCES = ("unknown-record", "unknown-topic")
"""Codes of what a dossier that is none brings about wherever its records are named."""


def _causes(faults: list[Diagnostic]) -> list[Diagnostic]:
    """Each diagnostic once; where a whole dossier is something else, not that its records are missing."""
    wrecked = any(d.code == NOT_A_DOSSIER for d in faults)
    return [d for d in dict.fromkeys(faults) if not (wrecked and d.code in _CONSEQUENCES)]


class _Reader(ProjectFiles):
    """Reads the files of one project and gathers their sources and faults."""

    def project(self) -> tuple[Project, YamlFile | None]:
        source = self.read(self.root / PROJECT_FILE)
        made = None
        if source is not None:
            made, faults = structure_project(source, root=self.root)
            self.diagnostics.extend(faults)
            made = self._with_yardstick(made, source) if made else None
        if made is None or source is None:
            self.project_failed = True
            return Project(organisation=Text(), languages=self._languages_seen(source)), source
        return self._with_translations(made), source

    def _with_yardstick(self, project: Project, settings: YamlFile) -> Project | None:
        """The project with the yardstick that it names; None if that cannot be used."""
        name = project.yardstick.name
        path = yardstick_path(name, self.root)
        if path is None:
            message = f"there is no yardstick called '{name}'"
            hint = did_you_mean(name, yardstick_names(self.root))
            place = locate(settings, ("yardstick",))
            self.diagnostics.append(Diagnostic("unknown-yardstick", message, place, hint=hint))
            return None
        own = path.is_relative_to(self.root / YARDSTICKS)
        source = self.read(path) if own else read_yaml(path.name, path.read_bytes())[0]
        if source is None:
            return None
        scale, faults = structure_yardstick(name, source)
        self.diagnostics.extend(faults)
        return replace(project, yardstick=scale) if scale else None

    def _with_translations(self, project: Project) -> Project:
        for language, translated in self.translations(self.root / PROJECT_FILE, project):
            value = translated.value if isinstance(translated.value, dict) else {}
            project = self._with_who(project, translated, language)
            rest = {key: value[key] for key in value if key not in ("criteria", "who")}
            project, faults = translate_value(project, replace(translated, value=rest), language=language)
            self.diagnostics.extend(faults)
        return project

    def _with_who(self, project: Project, translated: YamlFile, language: str) -> Project:
        """The project with the names that `who:` of a translation gives those who check and clear."""
        value = translated.value.get("who") if isinstance(translated.value, dict) else None
        named = value if isinstance(value, dict) else {}
        if value is None or (named and all(isinstance(w, str) for pair in named.items() for w in pair)):
            more = tuple((words, language, name) for words, name in named.items())
            return replace(project, who=(*project.who, *more))
        hint = "write lines such as head of unit: followed by its translation"
        message = "the offices that check and clear are expected here, each with a translation"
        self.diagnostics.append(
            Diagnostic("bad-translation", message, locate(translated, ("who",)), hint=hint)
        )
        return project

    def dossiers(
        self, project: Project, settings: YamlFile | None
    ) -> tuple[tuple[Dossier, ...], frozenset[str]]:
        dossiers: list[Dossier] = []
        unreadable: set[str] = set()
        if settings is not None and isinstance(settings.value, dict) and "criteria" in settings.value:
            dossiers.append(self._criteria(settings, project))
        for path in self.yaml_files(self.root / "briefs" / "records", deep=True):
            source = self.read(path)
            if source is None:
                unreadable |= ids_in_text(decoded(path, self.root))
                continue
            translations = tuple(self.translations(path, project))
            dossier = self._dossier(source, project, translations)
            self.diagnostics.extend(dossier.diagnostics)
            dossiers.append(dossier)
        return tuple(dossiers), frozenset(unreadable)

    def _dossier(
        self, source: YamlFile, project: Project, translations: tuple[tuple[str, YamlFile], ...]
    ) -> Dossier:
        cached = self.earlier.dossiers.get(source.path)
        if cached and cached[0] is source and cached[2] == translations and cached[1] == project:
            dossier = cached[3]
        else:
            dossier = structure_dossier(source, project=project, translations=translations)
        self.latest.dossiers[source.path] = (source, project, translations, dossier)
        return dossier

    def _criteria(self, settings: YamlFile, project: Project) -> Dossier:
        only = replace(settings, value={"criteria": settings.value["criteria"]})
        translations = tuple(
            (language, replace(source, value={"criteria": source.value["criteria"]}))
            for language, source in self.translations(self.root / PROJECT_FILE, project, keep=False)
            if isinstance(source.value, dict) and "criteria" in source.value
        )
        dossier = structure_dossier(only, project=project, translations=translations)
        self.diagnostics.extend(dossier.diagnostics)
        return dossier

    def briefs(self, project: Project, corpus: Corpus) -> tuple[Brief, ...]:
        briefs: list[Brief] = []
        for path in self.yaml_files(self.root / "briefs"):
            source = self.read(path)
            if source is None or self.project_failed:
                continue
            brief, faults = structure_brief(source, project=project)
            self.diagnostics.extend(faults)
            if brief is None:
                continue
            self.diagnostics.extend(check_brief(brief, corpus, source))
            for language, translated in self.translations(path, project):
                brief = self._translated(brief, translated, language)
            briefs.append(brief)
        return tuple(briefs)

    def _translated(self, brief: Brief, source: YamlFile, language: str) -> Brief:
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

    def _languages_seen(self, settings: YamlFile | None) -> tuple[str, ...]:
        """Languages of a project whose settings cannot be used: as stated, else as translations show."""
        value = settings.value if settings is not None and isinstance(settings.value, dict) else {}
        stated = value.get("languages")
        if isinstance(stated, list) and stated and all(isinstance(code, str) for code in stated):
            return tuple(code for code in stated if _usable(code)) or ("en",)
        stems = [path.stem for path in (self.root / "briefs").glob("**/*.yaml")]
        suffixes = {m[2] for stem in stems if (m := TRANSLATION.fullmatch(stem)) and _usable(m[2])} - {"en"}
        return ("en", *sorted(suffixes))


def _usable(language: str) -> bool:
    return is_known_tag(language) and not is_right_to_left(language)
