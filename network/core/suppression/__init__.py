"""The only way that a count of people leaves a case (B17).

0 stays 0, 1 to 7 is hidden, the rest is rounded to 5, and more is hidden where a reader of everything that was ever
said could otherwise find out a hidden count to within fewer than 5 people.
"""

from network.core.suppression.clusters import FEWEST_STAFF, clusters
from network.core.suppression.figures import Cell, Figure, Relation, figure_of
from network.core.suppression.periods import Quarter, quarter_of, year_to
from network.core.suppression.publishing import CutAgain, NotProved, Published, publish
from network.core.suppression.shown import UNSAID, Shown, by_first_rule, share

__all__ = [
    "FEWEST_STAFF",
    "UNSAID",
    "Cell",
    "CutAgain",
    "Figure",
    "NotProved",
    "Published",
    "Quarter",
    "Relation",
    "Shown",
    "by_first_rule",
    "clusters",
    "figure_of",
    "publish",
    "quarter_of",
    "share",
    "year_to",
]
