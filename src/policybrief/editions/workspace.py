"""The project that the working folder is in, as the commands see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.dates import today
from policybrief.diagnostics import Diagnostic, Refusal, sort_key
from policybrief.editions import LoadedTemplate, editions_of, gate_of, load_templates
from policybrief.editions.formats import unknown_formats
from policybrief.files.regular import NotReadableError, read_regular
from policybrief.gate import Discretion, discretion, is_public_log
from policybrief.project import read_project
from policybrief.project.corpus import days_to_come
from policybrief.project.history import project_at
from policybrief.project.inputs import PROJECT_FILE, find_root
from policybrief.selection import ALL, EditionFilter, Subjects, known_names, parse_names
from policybrief.templates import list_templates

if TYPE_CHECKING:
    from policybrief.gate import Gate
    from policybrief.project import LoadedProject, Reader
    from policybrief.records import Edition
    from policybrief.selection import Names
    from policybrief.templates import Template


@dataclass(frozen=True, slots=True)
class Workspace:
    """A project that was read, its templates, the day that it is there, and which editions are selected."""

    loaded: LoadedProject
    loaded_templates: tuple[LoadedTemplate, ...]
    today: date
    public_log: bool
    """Whether what is printed is read by more people than the records are."""
    selected: EditionFilter = ALL
    """What the names and options of the command select."""
    unknown_words: tuple[Diagnostic, ...] = ()
    """A fault for each of its names that is none of this project's."""
    subjects: Subjects = field(init=False, repr=False, compare=False)
    """The part of the corpus that decides each edition."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "subjects", Subjects(self.loaded.corpus))

    def editions(self, only: EditionFilter | None = None) -> tuple[Edition, ...]:
        """The editions that `only` admits, by default those that the command selects.

        Raises:
            Refusal: a name matches nothing.
        """
        if only is None:
            refuse(self.unknown_words)
            only = self.selected
        editions, faults = self.find_editions(only)
        refuse(faults)
        return editions

    def find_editions(self, only: EditionFilter) -> tuple[tuple[Edition, ...], tuple[Diagnostic, ...]]:
        """The editions that `only` admits, and a fault for each name that matches nothing."""
        return editions_of(self.loaded, templates=self.loaded_templates, today=self.today, only=only)

    def names(self) -> Names:
        """The names of the project that a word of a command can be."""
        return known_names(self.loaded.project, self.loaded.briefs)

    def named(self, words: Iterable[str]) -> EditionFilter:
        """What the words of a command select, where its first words had to be understood before.

        Raises:
            Refusal: a word is no name of this project.
        """
        only, faults = parse_names(words, self.names())
        refuse(faults)
        return only

    @property
    def templates(self) -> tuple[Template, ...]:
        """The templates that can be used."""
        return tuple(t.template for t in self.loaded_templates if t.template is not None)

    @property
    def template_faults(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the templates, those that cannot be used among them."""
        return tuple(fault for t in self.loaded_templates for fault in t.diagnostics)

    def template(self, name: str) -> Template | None:
        """The template of that name; None if there is none, or none that can be used."""
        return next(
            (t.template for t in self.loaded_templates if t.name == name),
            None,
        )

    def gate(self) -> Gate:
        """The leak gate with all that the project and its templates say."""
        return gate_of(self.loaded, self.templates, public_log=self.public_log)

    def discretion(self) -> Discretion:
        """How records may be named in what is printed."""
        corpus = self.loaded.corpus
        return discretion(
            corpus.records, self.loaded.project, broken=corpus.broken, public_log=self.public_log
        )

    def texts(self, diagnostics: Iterable[Diagnostic]) -> dict[str, str]:
        """The texts of the project's files by path, with those of other files that `diagnostics` name.

        Lines of the ledger are not for anyone to edit.
        """
        texts = {source.path: source.text for source in self.loaded.sources}
        for span in (d.span for d in diagnostics if d.span):
            path = self.loaded.root / span.path
            if span.path not in texts and path.suffix != ".json":
                with suppress(NotReadableError):
                    texts[span.path] = read_regular(path, self.loaded.root).decode("utf-8", "replace")
        return texts


def open_workspace(
    words: Iterable[str] = (),
    *,
    options: EditionFilter = ALL,
    all_templates: bool = False,
    reader: Reader | None = None,
) -> Workspace:
    """The project around the working folder, read whole; with templates that no brief uses if asked.

    What `words` and `options` of the command name is selected; where they name templates, only those are
    read. With a `reader`, the project that it has read before is read anew where it has changed.

    Raises:
        Refusal: there is none, or its clock cannot be read.
    """
    loaded = reader.read() if reader else read_project(project_root())
    try:
        day = today(loaded.project.time_zone)
    except (ValueError, KeyError) as fault:
        setting = "SOURCE_DATE_EPOCH" if isinstance(fault, ValueError) else f"time_zone in {loaded.root.name}"
        raise Refusal(f"{setting} cannot be read: {fault.args[0]}") from None
    also = list_templates(loaded.root) if all_templates else ()
    named, unknown = parse_names(words, known_names(loaded.project, loaded.briefs))
    selected = options.with_names(named)
    templates = load_templates(loaded, also=also, only=selected)
    return Workspace(_with_late_faults(loaded, day), templates, day, is_public_log(), selected, unknown)


@contextmanager
def workspace_at(commit: str, workspace: Workspace, *, today: date) -> Iterator[Workspace | None]:
    """The project of `workspace` as it was at `commit`, in a temporary folder; None if there was none.

    Raises:
        NoHistory: git cannot answer.
    """
    with project_at(workspace.loaded.root, commit) as folder:
        if not (folder / PROJECT_FILE).is_file():
            yield None
            return
        loaded = read_project(folder)
        yield Workspace(loaded, load_templates(loaded), today, workspace.public_log)


def _with_late_faults(loaded: LoadedProject, day: date) -> LoadedProject:
    """With the faults that only the clock and the writers know.

    SOURCE_DATE_EPOCH moves the clock ahead, never back.
    """
    ahead = days_to_come(loaded.corpus, max(day, today(loaded.project.time_zone, {})))
    late = (*ahead, *unknown_formats(loaded))
    if not late:
        return loaded
    diagnostics = sorted(dict.fromkeys((*loaded.diagnostics, *late)), key=sort_key)
    return replace(loaded, diagnostics=tuple(diagnostics))


def project_root() -> Path:
    """The nearest folder upwards that holds a project.

    Raises:
        Refusal: there is none.
    """
    root = find_root(Path.cwd())
    if root is None:
        raise Refusal(
            "There is no policybrief.yaml in this folder or above it. Create a project with: brief init"
        )
    return root


def one_edition(editions: Sequence[Edition]) -> Edition:
    """The one edition that the words of a command name.

    Raises:
        Refusal: they name more than one.
    """
    if len(editions) > 1:
        listed = "\n".join(f"  {edition.name}" for edition in editions[:12])
        more = f"\n  and {len(editions) - 12} more" if len(editions) > 12 else ""
        raise Refusal(f"These words match {len(editions)} editions; choose one:\n{listed}{more}")
    return editions[0]


def refuse(faults: Sequence[Diagnostic]) -> None:
    """End with a usage error (exit 2) that says all `faults`, if there are any."""
    if faults:
        raise Refusal("\n".join(f"{f.message}{'; ' + f.hint if f.hint else ''}" for f in faults))


def one_of(sort: str, name: str, names: Sequence[str]) -> str:
    """`name`, if it is one of `names`.

    Raises:
        Refusal: it is not; with what may have been meant.
    """
    if name in names:
        return name
    close = get_close_matches(name, names, n=1)
    hint = f"did you mean '{close[0]}'?" if close else f"there are: {', '.join(names)}"
    raise Refusal(f"there is no {sort} called '{name}'; {hint}")
