"""What a register says of one organisation, and why a row of it was refused."""

from dataclasses import dataclass
from datetime import date

from network.organisations.vocabulary import Nation, Scheme, Sector

Identity = tuple[Scheme, str]


@dataclass(frozen=True)
class RegisterRow:
    """One organisation of a register, tidied. Scheme and code identify it; the name never does.

    An empty text means that the register does not say; `is_current` is None where it has no column to say so.
    `closed_on` can lie ahead: a school that has announced its closing is current until then.
    `other_code` is the register's second code (a board's GSS code, a force's short word), for people to read.
    `former` holds earlier identities of the same organisation, whose code changed with a boundary.
    """

    row_number: int
    scheme: Scheme
    code: str
    name: str
    published_name: str
    sector: Sector
    nation: Nation
    short_name: str = ""
    town: str = ""
    postcode: str = ""
    other_code: str = ""
    is_current: bool | None = None
    closed_on: date | None = None
    successor: str = ""
    former: tuple[Identity, ...] = ()

    @property
    def identity(self) -> Identity:
        """What this organisation is known by in its register."""
        return (self.scheme, self.code)


@dataclass(frozen=True)
class Refusal:
    """A row that was left out: its number in a spreadsheet, why in plain words, and its name if any."""

    row: int
    why: str
    name: str = ""
