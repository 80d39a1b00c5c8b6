"""The environment of a library that is compared: made once, under benchmarks/.peers/, by package name."""

from __future__ import annotations

import json
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from benchmarks.peers.child import Answer
from benchmarks.processes import answered
from benchmarks.row import ROOT

PEERS = ROOT / "benchmarks" / ".peers"
LIST = Path(__file__).parent / "peers.toml"
INSTALLING = 600.0
RUNNING = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A library to stand beside: what to install, what to run, what its findings can be compared with."""

    name: str
    title: str
    packages: tuple[str, ...]
    module: str
    one_document: int
    units: tuple[str, ...]
    not_comparable: str


def peers() -> tuple[Peer, ...]:
    """Return the libraries of peers.toml."""
    found = []
    for name, data in tomllib.loads(LIST.read_text(encoding="utf-8")).items():
        packages, units = tuple(data.pop("packages")), tuple(data.pop("units"))
        found.append(Peer(name=name, packages=packages, units=units, **data))
    return tuple(found)


def python_of(peer: Peer, *, folder: Path = PEERS) -> Path:
    """Return the interpreter that has the library, installed first where missing; raises RunError without it."""
    home = folder / peer.name
    python, stamp = home / "bin" / "python", home / ".ready"
    wanted = "\n".join(peer.packages)
    if not (stamp.exists() and stamp.read_text(encoding="utf-8") == wanted):
        answered([sys.executable, "-m", "venv", "--clear", str(home)], patience=INSTALLING)
        options = ["--quiet", "--disable-pip-version-check", "--no-input"]
        answered([str(python), "-m", "pip", "install", *options, *peer.packages], patience=INSTALLING)
        stamp.write_text(wanted, encoding="utf-8")
    return python


def ask(peer: Peer, documents: Sequence[str], *, seconds: float, keep: int = 0) -> Answer:
    """Return what the library makes of `documents` in `seconds` of CPU; raises RunError where it cannot be asked."""
    python = python_of(peer)
    with tempfile.TemporaryDirectory() as folder:
        question, answer = Path(folder) / "question.json", Path(folder) / "answer.json"
        asked = {"documents": list(documents), "seconds": seconds, "keep": keep}
        question.write_text(json.dumps(asked), encoding="utf-8")
        answered([str(python), "-m", peer.module, str(question), str(answer)], patience=RUNNING)
        return cast(Answer, json.loads(answer.read_text(encoding="utf-8")))
