"""The organisations of the invented county of Wendmere. None of them exists, and none has signed anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from network.organisations.vocabulary import Sector, Standing


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation as the demonstration begins with it."""

    key: str
    name: str
    sector: Sector
    town: str
    workforce: int
    signed: int | None = None
    """How many days ago it signed the charter; None where it has not."""
    champions: int = 0
    ambition: float = 0.0
    """The part of its workforce that has taken tier 1 by today; 0 where nobody trained yet."""
    standing: Standing = Standing.PARTNER

    @property
    def domain(self) -> str:
        """Where its people have their addresses: nowhere in the world."""
        return f"{self.key}.example"


HOST: Final = "wendmere"
CITY: Final = "ottermouth"
"""Where most people who sign in to the demonstration work."""
PROVIDER: Final = "alder-rowan"
SECOND_PROVIDER: Final = "tarnwick-space"

_INVITED, _LISTED = Standing.INVITED, Standing.LISTED

DEPARTMENTS: Final[Mapping[str, tuple[tuple[str, int], ...]]] = {
    HOST: (
        ("Children and Family Services", 310),
        ("Children and Family Wellbeing Services", 170),
        ("Education", 120),
        ("Social services", 260),
        ("Public health", 60),
        ("Early help", 80),
        ("Housing", 40),
    ),
    CITY: (
        ("Children and Family Services", 140),
        ("Children and Family Wellbeing Services", 65),
        ("Housing", 90),
        ("Public health", 30),
    ),
    "fallowdale": (("Housing", 48), ("Public health", 12)),
    "quillbury": (("Housing", 41),),
    "ofh": (("Health", 540), ("Emergency care", 170), ("Maternity", 95)),
    "wch": (("Health", 330), ("Early help", 60)),
    "constabulary": (("Response", 280), ("Public protection", 110), ("Contact centre", 70)),
}
"""By organisation: each department and its headcount."""

PARTNERS: Final = (
    Partner(HOST, "Wendmere County Council", Sector.COUNCIL, "Ottermouth", 1100, 706, 6, 0.84),
    Partner(CITY, "Ottermouth City Council", Sector.COUNCIL, "Ottermouth", 460, 698, 4, 0.78),
    Partner("fallowdale", "Fallowdale District Council", Sector.COUNCIL, "Fallowdale", 170, 560, 2, 0.66),
    Partner("quillbury", "Quillbury Borough Council", Sector.COUNCIL, "Quillbury", 150, 322, 1, 0.52),
    Partner("brackenholt", "Brackenholt District Council", Sector.COUNCIL, "Brackenholt", 130, standing=_INVITED),
    Partner("ofh", "Ottermouth Hospitals NHS Foundation Trust", Sector.NHS, "Ottermouth", 951, 681, 6, 0.71),
    Partner("wch", "Wendmere Community Health NHS Trust", Sector.NHS, "Quillbury", 520, 664, 4, 0.8),
    Partner("wicb", "NHS Wendmere Integrated Care Board", Sector.NHS, "Ottermouth", 110, 690, 2, 0.88),
    Partner("lindenford-practice", "Lindenford Family Practice", Sector.NHS, "Lindenford", 31, 241, 1, 0.9),
    Partner("pellscombe-practice", "Pellscombe Medical Centre", Sector.NHS, "Pellscombe", 27, standing=_LISTED),
    Partner("constabulary", "Wendmere Constabulary", Sector.POLICE, "Ottermouth", 610, 617, 5, 0.62),
    Partner("wopcc", "Office of the Wendmere Police Commissioner", Sector.POLICE, "Ottermouth", 22, 640, 1, 0.91),
    Partner("harrowfen-primary", "Harrowfen Hill Primary School", Sector.SCHOOL, "Harrowfen", 41, 655, 1, 0.95),
    Partner("ottermouth-academy", "Ottermouth Harbour Academy", Sector.SCHOOL, "Ottermouth", 118, 540, 2, 0.81),
    Partner("quillbury-high", "Quillbury High School", Sector.SCHOOL, "Quillbury", 96, 472, 2, 0.7),
    Partner("tarnwick-primary", "Tarnwick Bridge Primary School", Sector.SCHOOL, "Tarnwick", 34, 430, 1, 0.88),
    Partner("pellscombe-primary", "Pellscombe Meadow Primary School", Sector.SCHOOL, "Pellscombe", 29, 352, 1, 0.86),
    Partner("aldersway", "Aldersway Special School", Sector.SCHOOL, "Fallowdale", 64, 610, 2, 0.94),
    Partner("lindenford-school", "Lindenford Community School", Sector.SCHOOL, "Lindenford", 88, 188, 1, 0.48),
    Partner("fallowdale-college", "Fallowdale Sixth Form College", Sector.SCHOOL, "Fallowdale", 73, 96, 1, 0.3),
    Partner("lane-primary", "Brackenholt Lane Primary School", Sector.SCHOOL, "Brackenholt", 32, standing=_INVITED),
    Partner("saltreed-primary", "Saltreed Quay Primary School", Sector.SCHOOL, "Ottermouth", 37, standing=_LISTED),
    Partner("ottermouth-nursery", "Little Otters Nursery School", Sector.SCHOOL, "Ottermouth", 19, standing=_LISTED),
    Partner("harbour-light", "Harbour Light Wendmere", Sector.CHARITY, "Ottermouth", 46, 701, 2, 0.93),
    Partner("open-gate", "Open Gate Refuge", Sector.CHARITY, "Quillbury", 28, 634, 1, 0.96),
    Partner("fenland-youth", "Fallowdale Youth Workshop", Sector.CHARITY, "Fallowdale", 21, 575, 1, 0.9),
    Partner("kindling", "Kindling Families", Sector.CHARITY, "Harrowfen", 33, 498, 1, 0.85),
    Partner("many-roads", "Many Roads Refugee Welcome", Sector.CHARITY, "Ottermouth", 17, 356, 1, 0.88),
    Partner("second-spring", "Second Spring Recovery", Sector.CHARITY, "Tarnwick", 24, 277, 1, 0.75),
    Partner("wendmere-carers", "Wendmere Unpaid Carers’ Circle", Sector.CHARITY, "Lindenford", 14, 133, 1, 0.64),
    Partner("long-table", "The Long Table Food Project", Sector.CHARITY, "Pellscombe", 12, standing=_INVITED),
    Partner("wendmere-voices", "Wendmere Survivors’ Voices", Sector.CHARITY, "Ottermouth", 9, standing=_INVITED),
    Partner("wfrs", "Wendmere Fire and Rescue", Sector.OTHER, "Fallowdale", 262, 452, 3, 0.58),
    Partner("harrowfen-homes", "Harrowfen Homes", Sector.OTHER, "Harrowfen", 127, 391, 1, 0.61),
    Partner("wyjs", "Wendmere Youth Justice Partnership", Sector.OTHER, "Ottermouth", 44, 588, 1, 0.92),
    Partner("wendmere-university", "Wendmere Institute of Learning", Sector.OTHER, "Ottermouth", 232, 214, 1, 0.34),
    Partner("quillbury-leisure", "Quillbury Leisure Trust", Sector.OTHER, "Quillbury", 58, standing=_LISTED),
    Partner("wendmere-buses", "Wendmere Valley Buses", Sector.OTHER, "Brackenholt", 91, standing=_INVITED),
    Partner(PROVIDER, "Alder and Rowan Therapies", Sector.PROVIDER, "Ottermouth", 43, 672, 2, 0.93),
    Partner(SECOND_PROVIDER, "Tarnwick Talking Space", Sector.PROVIDER, "Tarnwick", 27, 505, 1, 0.85),
)  # fmt: skip
"""Forty organisations, 6,000 staff: large and small, early and late, some invited and some only listed."""
