"""The ledger of issued editions: one file an event, chained by hashes, that no hand changes unseen."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from policybrief.document import Document, Meta, Paragraph, Str
from policybrief.ledger import (
    ClearanceStep,
    EditionSeries,
    Event,
    Issued,
    IssuedFile,
    Recalled,
    RecordAsIssued,
    event_path,
    read_document,
    read_ledger,
    seal,
)

MINISTER = EditionSeries("port", "base", "minister", "en")
PUBLIC = EditionSeries("port", "base", "public", "en")


def issued(
    series: EditionSeries = MINISTER, *, version: int = 1, number: str = "", on: str = "2022-10-03"
) -> Issued:
    return Issued(
        series=series,
        number=number or f"port-{series.audience}-en/2022-{version}",
        version=version,
        identifier="urn:uuid:0",
        as_of=date(2022, 10, 1),
        on=date.fromisoformat(on),
        to=("Private Office", "Канцелярія"),
        chain=(
            ClearanceStep("cleared", "legal adviser", date(2022, 10, 2), "agreed", 'too "early"\nto say'),
        ),
        files=(IssuedFile("port-minister-en.pdf", "pdf", "ab" * 32, 10),),
        records=(RecordAsIssued("toll", "fact", "0123456789abcdef", ("TLP:AMBER",), "2", bears=True),),
    )


def document(words: str = "The port is open.") -> Document:
    return Document(Meta("Port", "en", "Ministry", "Brief"), (Paragraph((Str(words),)),))


def add(root: Path, event: Event, words: str = "The port is open.") -> Event:
    """The event appended to the ledger below `root`."""
    ledger, _ = read_ledger(root)
    sealed = seal(event, after=ledger.heads(event.series), document=document(words))
    for path, content in sealed.files:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return sealed.event


def recall(root: Path, event: Issued, on: str = "2022-10-05") -> Event:
    why = "a figure was wrong"
    said = Recalled(
        series=event.series, number=event.number, on=date.fromisoformat(on), why=why, issued=event.hash
    )
    return add(root, said)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three versions for the minister, the second called back; one for the public."""
    add(tmp_path, issued())
    second = add(tmp_path, issued(version=2, on="2022-11-03"), "The port is shut.")
    assert isinstance(second, Issued)
    recall(tmp_path, second, "2022-11-04")
    add(tmp_path, issued(version=3, on="2022-11-05"), "The port is half open.")
    add(tmp_path, issued(PUBLIC), "Ports matter.")
    return tmp_path


def path_of(root: Path, number: int, series: EditionSeries = MINISTER) -> Path:
    ledger, _ = read_ledger(root)
    return root / event_path([e for e in ledger.events if e.series == series][number])


def codes(root: Path) -> list[str]:
    return [fault.code for fault in read_ledger(root)[1]]


def test_what_was_appended_is_read_oldest_first(root):
    ledger, faults = read_ledger(root)
    assert not faults
    first, second, third = ledger.issues(audience="minister")
    assert [e.version for e in (first, second, third)] == [1, 2, 3]
    assert first == replace(issued(), hash=first.hash, document=first.document)
    assert second.previous == first.hash
    assert (ledger.recalled(second) or first) != first
    assert ledger.recalled(first) is None
    assert ledger.recalled(third) is None
    assert ledger.latest(MINISTER) == third
    assert ledger.heads(MINISTER) == (third,)
    assert ledger.latest(EditionSeries("port", "base", "officials", "en")) is None
    assert [e.series for e in ledger.issues(brief="port", language="en")] == [MINISTER] * 3 + [PUBLIC]
    assert ledger.numbered("port-minister-en/2022-2") == (second,)


def test_the_document_of_each_issue_is_kept_once(root):
    for event, words in zip(
        read_ledger(root)[0].issues(audience="minister"), ("open", "shut", "half"), strict=True
    ):
        found = read_document(root, event)
        assert found is not None
        assert words in str(found)
    kept = len(list(root.rglob("*.document.json")))
    add(root, issued(version=4, on="2022-12-01"), "The port is shut.")
    assert len(list(root.rglob("*.document.json"))) == kept
    assert not codes(root)


def test_a_project_without_issued_editions_has_an_empty_ledger(tmp_path):
    assert read_ledger(tmp_path)[0].events == ()
    assert not codes(tmp_path)


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_each_changed_byte_of_an_event_is_seen(root, number):
    path = path_of(root, number)
    whole = path.read_bytes()
    for place in range(0, len(whole), 7):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        faults = read_ledger(root)[1]
        assert {f.code for f in faults} & {"ledger-altered", "ledger-unreadable", "ledger-later-version"}, (
            place
        )
        assert all(f.hint for f in faults)
        assert path.relative_to(root).as_posix() in {f.span.path for f in faults if f.span}


def test_a_changed_event_is_named_once_and_not_as_a_gap_after_it(root):
    path = path_of(root, 0)
    path.write_text(path.read_text().replace("Private Office", "Public Office"))
    [fault] = read_ledger(root)[1]
    assert fault.code == "ledger-altered"
    assert fault.span
    assert fault.span.path == path.relative_to(root).as_posix()


def test_an_event_altered_and_renamed_breaks_the_chain_after_it(root):
    path = path_of(root, 0)
    path.write_text(path.read_text().replace("Private Office", "Public Office"))
    event = next(e for e in read_ledger(root)[0].events if e.series == MINISTER)
    path.rename(root / event_path(event))
    assert codes(root) == ["ledger-gap"]


@pytest.mark.parametrize("number", [0, 1])
def test_a_missing_event_is_seen(root, number):
    path_of(root, number).unlink()
    assert "ledger-gap" in codes(root)
    assert "ledger-fork" not in codes(root)


def test_the_last_event_cannot_be_removed_without_its_document_telling(root):
    path_of(root, 3).unlink()
    assert codes(root) == ["ledger-document-unclaimed"]


def test_a_document_that_was_changed_or_removed_is_seen(root):
    first, *_ = sorted(root.rglob("*.document.json"))
    whole = first.read_bytes()
    first.write_bytes(whole.replace(b"port", b"Port", 1))
    assert codes(root) == ["ledger-document-altered"]
    first.unlink()
    assert codes(root) == ["ledger-document-missing"]


def test_an_event_of_a_later_version_is_named_and_nothing_is_guessed_about_its_neighbours(root):
    path = path_of(root, 1)
    path.write_text(path.read_text().replace('"policybrief": 1', '"policybrief": 2'))
    [fault] = read_ledger(root)[1]
    assert (fault.code, fault.hint) == ("ledger-later-version", "update policybrief")


@pytest.mark.parametrize(
    "change",
    [
        lambda said: said.pop("to"),
        lambda said: said.update(on="soon"),
        lambda said: said.update(records=[{"id": "toll"}]),
        lambda said: said["edition"].update(brief="../../etc"),
        lambda said: said.update(document="../../../secret"),
        lambda said: said.update(edition=[]),
    ],
)
def test_what_is_no_event_is_named_with_its_file(root, change):
    path = path_of(root, 3)
    said = json.loads(path.read_text())
    change(said)
    path.write_text(json.dumps(said))
    assert codes(root) == ["ledger-unreadable"]


def test_other_files_below_the_folder_are_named(root):
    folder = path_of(root, 0).parent
    shutil.copy(path_of(root, 0), folder / "copy.json")
    assert "ledger-misplaced" in codes(root)
    (folder / "copy.json").write_text("{}")
    assert codes(root) == ["ledger-unreadable"]


def test_line_ends_of_another_system_break_no_hash(root):
    for path in root.rglob("*.json"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert not codes(root)
    assert read_document(root, read_ledger(root)[0].issues()[0]) is not None


def test_two_branches_fork_a_series_until_the_next_issue_joins_them(root, tmp_path_factory):
    other = tmp_path_factory.mktemp("branch") / "project"
    shutil.copytree(root, other)
    ours = add(root, issued(version=4, on="2022-12-01"), "Ours.")
    theirs = add(other, issued(version=4, on="2022-12-02"), "Theirs.")
    shutil.copytree(other, root, dirs_exist_ok=True)
    [fault] = read_ledger(root)[1]
    assert fault.code == "ledger-fork"
    assert event_path(ours).name in fault.message
    assert "--again" in fault.hint
    joined = add(root, issued(version=5, on="2022-12-03"), "Both.")
    assert (joined.previous, joined.joins) == (theirs.hash, (ours.hash,))
    assert not codes(root)
    assert [e.version for e in read_ledger(root)[0].issues(audience="minister")] == [1, 2, 3, 4, 4, 5]


def test_first_issues_of_two_branches_fork_too(tmp_path, tmp_path_factory):
    other = tmp_path_factory.mktemp("branch")
    add(tmp_path, issued())
    add(other, issued(on="2022-10-04"), "Theirs.")
    shutil.copytree(other, tmp_path, dirs_exist_ok=True)
    assert codes(tmp_path) == ["ledger-fork"]


def test_series_that_two_branches_went_on_with_merge_without_a_word(root, tmp_path_factory):
    other = tmp_path_factory.mktemp("branch") / "project"
    shutil.copytree(root, other)
    add(root, issued(version=4, on="2022-12-01"))
    add(other, issued(PUBLIC, version=2, on="2022-12-02"))
    shutil.copytree(other, root, dirs_exist_ok=True)
    assert not codes(root)


def test_a_number_given_twice_is_told_until_one_is_issued_anew(root):
    twin = EditionSeries("port", "house", "minister", "en")
    add(root, issued(twin, version=1, number="port-minister-en/2022-3"))
    assert codes(root) == ["ledger-number-twice"]
    add(root, issued(twin, version=2, on="2022-12-01", number="port-minister-en/2022-4"))
    assert not codes(root)
