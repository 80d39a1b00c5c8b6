"""What the reader knows before it reads: indicators, units, stages, places, working days. Start with `find_indicator`.

Everything is data in `data/`, loaded on first use and held once; the files explain themselves in their first lines.
"""

from duixian.catalogue.calendar import Deadline, Workday, WorkdayCount, add_workdays, is_workday, workdays_between
from duixian.catalogue.indicators import Indicator, Theme, find_indicator, indicator_keys, indicators, themes
from duixian.catalogue.places import Place, parents, place_by_code, place_names, places, places_named, short_name
from duixian.catalogue.stages import Stage, stage_list, stages
from duixian.catalogue.units import Unit, convert, scales, units

__all__ = [
    "Deadline",
    "Indicator",
    "Place",
    "Stage",
    "Theme",
    "Unit",
    "Workday",
    "WorkdayCount",
    "add_workdays",
    "convert",
    "find_indicator",
    "indicator_keys",
    "indicators",
    "is_workday",
    "parents",
    "place_by_code",
    "place_names",
    "places",
    "places_named",
    "scales",
    "short_name",
    "stage_list",
    "stages",
    "themes",
    "units",
    "workdays_between",
]
