"""The demo: an invented county with two years of promises, played through the ledger's own actions. Start at `build`.

What is told stands in `demo/county.toml`; what is drawn is drawn from the names of the promises, so every run is alike.
"""

from duixian.server.demo.building import build

__all__ = ["build"]
