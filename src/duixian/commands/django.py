"""Django on first need: only the commands of the ledger load it, and only once they run."""

from __future__ import annotations

import os
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from duixian.errors import DuixianError, StorageError, UsageError

KEY = "secret.key"
DEFAULT = Path("duixian-data")


def start(data: Path | None, *, new: bool = False) -> Path:
    """Return the data folder that is meant, with Django ready to work on it; without `new` it must be there."""
    if find_spec("django") is None or find_spec("gunicorn") is None:
        raise DuixianError("这个命令要先装账本：pip install 'duixian[server]'。")
    folder = folder_of(data)
    if not new and not (folder / KEY).is_file():
        hint = f"先建一个：duixian init --data {folder} --place 县名；或者用 --data 指到建好的那一个。"
        raise StorageError("这里还没有账本的数据文件夹。", where=str(folder), hint=hint)
    os.environ["DUIXIAN_DATA"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duixian.server.settings")
    _set_up()
    return folder


def folder_of(data: Path | None) -> Path:
    """Return the data folder that `--data`, `DUIXIAN_DATA` or the default names."""
    return (data or Path(os.environ.get("DUIXIAN_DATA") or DEFAULT)).resolve()


def _set_up() -> None:
    django = import_module("django")
    refused: type[Exception] = import_module("django.core.exceptions").ImproperlyConfigured
    try:
        django.setup()
    except refused as error:
        raise UsageError(str(error)) from None
