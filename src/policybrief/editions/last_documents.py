"""`.brief/documents/`: the document that the files of an edition were last written from."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path

from policybrief.document import Document, dump, load
from policybrief.editions.manifest import Manifest, folder_of
from policybrief.files.writing import digest, write_atomically
from policybrief.records import Edition


def write_last_document(document: Document, root: Path, key: str) -> None:
    """Keep `document` under the path of its files from the root, without their format."""
    write_atomically(_path(root, key), gzip.compress(dump(document).encode(), 1, mtime=0))


def read_last_document(root: Path, key: str) -> Document | None:
    """The document kept under `key`; None if there is none, or one of another version of this program."""
    try:
        return load(gzip.decompress(_path(root, key).read_bytes()).decode())
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        return None


def last_document(root: Path, edition: Edition) -> Document | None:
    """The document of the files of `edition` in `out/`, if it was kept."""
    return read_last_document(root, (Path("out") / folder_of(edition) / edition.stem).as_posix() + ".")


def document_of_file(root: Path, edition: Edition, content: bytes) -> Document | None:
    """The document from which the bytes of a file of `edition` were written, as the manifest knows them.

    None if they are not those that the last build wrote, or if its document is gone.
    """
    stem = (Path("out") / folder_of(edition) / edition.stem).as_posix() + "."
    files = (file for entry in Manifest(root).editions(edition.brief.name) for file in entry.files)
    hashes = {file.sha256 for file in files if file.path.startswith(stem)}
    return read_last_document(root, stem) if digest(content) in hashes else None


def forget_other_documents(root: Path, keys: Iterable[str]) -> None:
    """Remove the documents that are kept under other keys than these.

    Raises:
        OSError: one cannot be removed.
    """
    kept = {_path(root, key).name for key in keys}
    for path in (root / ".brief" / "documents").glob("[!.]*.json.gz"):
        if path.name not in kept:
            path.unlink(missing_ok=True)


def _path(root: Path, key: str) -> Path:
    return root / ".brief" / "documents" / f"{digest(key.encode())[:24]}.json.gz"
