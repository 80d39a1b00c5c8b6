"""Files of the data folder, kept by their SHA-256: the same bytes are kept once, and a changed byte shows."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from duixian.errors import StorageError

CHUNK = 1 << 20


def path_of(digest: str, *, folder: Path | None = None) -> Path:
    """Return where the file with this SHA-256 lies, whether or not it is there; `folder` names another than `files`."""
    return (folder or Path(settings.FILES)) / digest[:2] / digest


def keep(chunks: Iterable[bytes], *, folder: Path | None = None) -> tuple[str, int]:
    """Keep a file and return its SHA-256 and size; it is there whole or not at all."""
    folder = folder or Path(settings.FILES)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _written(folder, chunks)
    except OSError as error:
        hint = _("系统说：%(strerror)s。腾出磁盘空间，或检查文件夹的写权限，再传一次；已有的资料都还在。") % {
            "strerror": error.strerror or error
        }
        raise StorageError(_("文件没有存下，什么都没有改动。"), where=str(folder), hint=hint) from None


def _written(folder: Path, chunks: Iterable[bytes]) -> tuple[str, int]:
    digest, size = sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".new-", delete=False) as file:
        try:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
            place = path_of(digest.hexdigest(), folder=folder)
            place.parent.mkdir(exist_ok=True)
            Path(file.name).replace(place)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    return digest.hexdigest(), size


def read(digest: str, *, folder: Path | None = None) -> bytes:
    """Return the bytes of a kept file; raises StorageError where it is gone."""
    try:
        return path_of(digest, folder=folder).read_bytes()
    except OSError as error:
        hint = _("从备份里恢复 files 文件夹，再用 duixian verify 检查一遍。")
        raise StorageError(
            _("存下的文件打不开：%(strerror)s。") % {"strerror": error.strerror}, where=digest[:12], hint=hint
        ) from None


def digest_of(digest: str) -> str | None:
    """Return the SHA-256 of the bytes that lie where `digest` should be, or None where there is no file."""
    path = path_of(digest)
    if not path.is_file():
        return None
    found = sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()
