"""What somebody shows of themselves to the members of the network: each part chosen by itself, none to begin with."""

from __future__ import annotations

from dataclasses import dataclass

from network.core.errors import RuleBroken
from network.core.text import one_line

LONGEST_JOB_TITLE = 100
LONGEST_LINE = 200


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown beside a name, the roles and the organisation (U18). Empty is not shown."""

    shows_email: bool = False
    job_title: str = ""
    telephone: str = ""
    can_be_asked: str = ""

    def parts(self) -> list[str]:
        """Which parts are shown, by name: all that is written down of a change."""
        return [name for name in self.__slots__ if getattr(self, name)]


def checked(shown: Shown) -> Shown:
    """The same, its lines tidied; a telephone number is checked as an organisation's is.

    Raises `RuleBroken` on `job_title` or `can_be_asked`.
    """
    return Shown(
        shown.shows_email,
        _line("job_title", shown.job_title, LONGEST_JOB_TITLE),
        shown.telephone,
        _line("can_be_asked", shown.can_be_asked, LONGEST_LINE),
    )


def _line(field: str, typed: str, longest: int) -> str:
    line = one_line(typed)
    if len(line) > longest:
        raise RuleBroken(field, f"Use {longest} characters or fewer; this has {len(line):,}")
    return line
