"""`brief translate`: add to each translation what it lacks; to those of records with the original's hash."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import click

from policybrief.cli.terminal.report import point_to_errors
from policybrief.diagnostics import Refusal, counted
from policybrief.editions.workspace import Workspace, one_of, open_workspace
from policybrief.files.names import composed
from policybrief.files.writing import write_atomically
from policybrief.project.corpus import kind_key
from policybrief.project.inputs import PROJECT_FILE
from policybrief.project.untranslated import Added, adding, adding_fields, lacking_fields, renewing
from policybrief.records import Brief, Project, Record, content_hash

RECORDS = PurePosixPath("briefs/records")


@click.command("translate")
@click.argument("language")
@click.option("--dossier", metavar="NAME", help="Only this dossier.")
@click.option(
    "--renew",
    "renewed",
    multiple=True,
    metavar="ID",
    help="The translation of ID is right again: renew its hash.",
)
def command(language: str, *, dossier: str | None, renewed: tuple[str, ...]) -> None:
    """Add what is missing to the translations of dossiers, briefs and settings.

    What is missing stands in FILE.LANGUAGE.yaml as comments with the original words: write the
    translation over them and delete the signs at the front. What is there already stays as it is.
    """
    workspace = open_workspace()
    point_to_errors(workspace)
    languages = workspace.loaded.project.languages
    if language == languages[0]:
        raise Refusal(f"'{language}' is the language that records are written in.")
    if language not in languages:
        raise Refusal(
            f"'{language}' is not a language of the project. Add it in policybrief.yaml: "
            f"languages: [{', '.join([*languages, language])}]"
        )
    stems = _dossiers(workspace)
    known = [path.removeprefix(f"{RECORDS}/") for path in stems if path.startswith(f"{RECORDS}/")]
    if dossier:
        dossier = next((name for name in known if composed(name) == dossier), dossier)
    wanted = [f"{RECORDS}/{one_of('dossier', dossier, known)}"] if dossier else [*stems]
    if renewed:
        _renew(renewed, language, workspace)
        return
    for stem in wanted:
        _add(stem, stems[stem], language, workspace)
    if not dossier:
        _add_fields(workspace.loaded.project, PurePosixPath(PROJECT_FILE).stem, language, workspace)
        made = {edition.brief.name for edition in workspace.editions() if edition.language == language}
        for brief in (brief for brief in workspace.loaded.briefs if brief.name in made):
            _add_fields(brief, brief.path.removesuffix(".yaml"), language, workspace)
    _say_outdated(language, workspace)


def _dossiers(workspace: Workspace) -> dict[str, list[Record]]:
    """Path of each file with records, without its ending → its records, in the order of writing."""
    found: dict[str, list[Record]] = {}
    for record in workspace.loaded.corpus.records:
        if source := workspace.loaded.corpus.source_of(record.id):
            found.setdefault(source.path.removesuffix(".yaml"), []).append(record)
    return found


def _add(stem: str, records: list[Record], language: str, workspace: Workspace) -> None:
    path, text = _translation(stem, language, workspace)
    added = adding(text, [(kind_key(r), r, content_hash(r)) for r in records], language=language)
    _write(path, added, "record", workspace)


def _add_fields(made: Brief | Project, stem: str, language: str, workspace: Workspace) -> None:
    path, text = _translation(stem, language, workspace)
    words = lacking_fields(made, language)
    if words or text:
        _write(path, adding_fields(text, words), "text", workspace)


def _translation(stem: str, language: str, workspace: Workspace) -> tuple[Path, str]:
    """The file that translates `stem`, and its text; "" if there is none yet."""
    path = workspace.loaded.root / f"{stem}.{language}.yaml"
    return path, path.read_text(encoding="utf-8-sig") if path.is_file() else ""


def _write(path: Path, added: Added, what: str, workspace: Workspace) -> None:
    short = path.relative_to(workspace.loaded.root).as_posix()
    if not added.ids:
        waits = f"{counted(len(added.waiting), what)} still in comments"
        click.echo(f"{short}: {waits if added.waiting else 'nothing is missing'}")
        return
    write_atomically(path, added.text.encode())
    listed = ", ".join(added.ids[:3]) + (" …" if len(added.ids) > 3 else "")
    click.echo(f"{short}: {counted(len(added.ids), what)} added as comments: {listed}")


def _renew(ids: tuple[str, ...], language: str, workspace: Workspace) -> None:
    known = [record.id for record in workspace.loaded.corpus.records]
    for record_id in ids:
        record = workspace.loaded.corpus.get(one_of("record", record_id, known))
        source = workspace.loaded.corpus.source_of(record_id)
        if record is None or source is None:
            continue
        path = workspace.loaded.root / PurePosixPath(source.path).with_suffix(f".{language}.yaml")
        text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
        after = renewing(text, kind_key(record), record_id, content_hash(record))
        if after is None:
            raise Refusal(f"{path.name} has no fields for '{record_id}' that a hash could stand with.")
        write_atomically(path, after.encode())
        click.echo(f"{path.name}: the translation of {record_id} is marked as made of its present words")


def _say_outdated(language: str, workspace: Workspace) -> None:
    old = [
        d.record
        for d in workspace.loaded.diagnostics
        if d.code == "outdated-translation" and d.span and d.span.path.endswith(f".{language}.yaml")
    ]
    if old:
        click.echo(f"{counted(len(old), 'original')} changed since: compare {', '.join(old)},")
        click.echo(f"then: brief translate {language} --renew {old[0]}")
