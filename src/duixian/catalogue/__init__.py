"""What the reader knows before it reads: indicators, units, stages, places, working days. Start with `find_indicator`.

Everything is data in `data/`, loaded on first use and held once; the files explain themselves in their first lines.
"""

from duixian.catalogue.indicators import Indicator, Theme, find_indicator, indicator_keys, indicators, themes
from duixian.catalogue.stages import Stage, stage_list, stages
from duixian.catalogue.units import Unit, convert, scales, units

__all__ = [
    "Indicator",
    "Stage",
    "Theme",
    "Unit",
    "convert",
    "find_indicator",
    "indicator_keys",
    "indicators",
    "scales",
    "stage_list",
    "stages",
    "themes",
    "units",
]
