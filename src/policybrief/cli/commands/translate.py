"""`brief translate`: add to each translation what it lacks; to those of records with the original's hash."""

from __future__ import annotations

from collections.abc import Iterable

import click

from policybrief.cli.terminal.report import print_unread_notice
from policybrief.diagnostics import Refusal, counted
from policybrief.editions import Workspace, one_of, open_workspace
from policybrief.files.names import composed
from policybrief.project.translation_files import (
    TranslationFile,
    dossier_stems,
    extend_dossiers,
    extend_settings,
    outdated_translations,
    renew_hash,
)

RECORDS = "briefs/records/"


@click.command("translate")
@click.argument("language")
@click.option("--dossier", metavar="NAME", help="Only this dossier.")
@click.option(
    "--renew",
    "renewed",
    multiple=True,
    metavar="ID",
    help="Confirm that the translation of ID is up to date: renew its hash.",
)
def command(language: str, *, dossier: str | None, renewed: tuple[str, ...]) -> None:
    """Add missing translations as comments, ready to fill in.

    Missing texts of dossiers, briefs and settings are added to FILE.LANGUAGE.yaml as comments with the
    original words: replace them with the translation and delete the # signs. Existing text is left
    unchanged.
    """
    workspace = open_workspace()
    print_unread_notice(workspace)
    _check_language(language, workspace)
    stems = _stems(dossier, workspace)
    if renewed:
        _renew(renewed, language, workspace)
        return
    _echo(extend_dossiers(workspace.loaded, language, stems=stems))
    if not dossier:
        names = {edition.brief.name for edition in workspace.editions() if edition.language == language}
        briefs = [brief for brief in workspace.loaded.briefs if brief.name in names]
        _echo(extend_settings(workspace.loaded, language, briefs=briefs))
    outdated = outdated_translations(workspace.loaded, language)
    if outdated:
        click.echo(
            f"{counted(len(outdated), 'original')} changed since translation: compare {', '.join(outdated)},"
        )
        click.echo(f"then: brief translate {language} --renew {outdated[0]}")


def _check_language(language: str, workspace: Workspace) -> None:
    languages = workspace.loaded.project.languages
    if language == languages[0]:
        raise Refusal(f"'{language}' is the language in which the records are written.")
    if language not in languages:
        raise Refusal(
            f"'{language}' is not a language of the project. Add it in policybrief.yaml: "
            f"languages: [{', '.join([*languages, language])}]"
        )


def _stems(dossier: str | None, workspace: Workspace) -> list[str]:
    """The path without its ending of the dossier, or of all files with records."""
    stems = [*dossier_stems(workspace.loaded)]
    if not dossier:
        return stems
    names = [path.removeprefix(RECORDS) for path in stems if path.startswith(RECORDS)]
    name = next((name for name in names if composed(name) == dossier), dossier)
    return [RECORDS + one_of("dossier", name, names)]


def _renew(ids: Iterable[str], language: str, workspace: Workspace) -> None:
    loaded = workspace.loaded
    by_id = {record.id: record for record in loaded.corpus.records}
    for record_id in ids:
        record = by_id[one_of("record", record_id, [*by_id])]
        file, renewed = renew_hash(record, language, loaded=loaded)
        if not renewed:
            raise Refusal(f"{file} has no translated fields for '{record_id}'.")
        click.echo(f"{file}: the translation of {record_id} is marked as up to date")


def _echo(files: Iterable[TranslationFile]) -> None:
    for file in files:
        added = file.added
        if added.ids:
            listed = ", ".join(added.ids[:3]) + (" …" if len(added.ids) > 3 else "")
            words = f"{counted(len(added.ids), file.noun)} added as comments: {listed}"
        elif added.waiting:
            words = f"{counted(len(added.waiting), file.noun)} still in comments"
        else:
            words = "nothing is missing"
        click.echo(f"{file.path}: {words}")
