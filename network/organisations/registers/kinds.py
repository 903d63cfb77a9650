"""The registers that can be read, and how each is known by its headings.

A heading is compared by its letters and digits alone, so `gss-code`, `GSS Code` and `gss_code` are one.
Each field lists the headings as the register is most often passed on, then those of its close relations: the
DfE's *Get information about schools* download (`EstablishmentName`, `CloseDate`), ODS lists (`Organisation
Code`, `Name`, `Close Date`), and ONS *names and codes* lists, whose headings carry the year (`LAD23CD`).
Order of columns, case and columns beyond these make no difference.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from network.core.tabular import TableUnreadable
from network.organisations.vocabulary import Scheme, Sector


class Field(StrEnum):
    """What a column of a register tells."""

    CODE = "code"
    NAME = "name"
    SHORT_NAME = "short name"
    OTHER_CODE = "other code"
    FORMER_CODES = "former codes"
    NATION = "nation"
    TOWN = "town"
    POSTCODE = "postcode"
    CURRENT = "current"
    STATUS = "status"
    CLOSED_ON = "closed on"
    SUCCESSOR = "successor"


@dataclass(frozen=True)
class Register:
    """A public register: its name in reports, what it lists, and the headings that hold each field."""

    name: str
    title: str
    sector: Sector
    scheme: Scheme
    key_headings: tuple[str, str]
    headings: Mapping[Field, str]
    code_shape: re.Pattern[str]
    code_example: str


_ONS_CODE = re.compile(r"[ENSW][0-9]{8}")

POLICE = Register(
    name="police",
    title="Police forces",
    sector=Sector.POLICE,
    scheme=Scheme.GSS,
    key_headings=("ons_pfa_gss", "name"),
    headings={
        Field.CODE: r"onspfagss|pfa\d\dcd",
        Field.NAME: r"name|forcename|pfa\d\dnm",
        Field.SHORT_NAME: r"onspfaname",
        Field.OTHER_CODE: r"forceid",
        Field.NATION: r"nation|country",
    },
    code_shape=_ONS_CODE,
    code_example="a letter and eight digits, like E23000036",
)
SCHOOLS = Register(
    name="schools",
    title="Schools",
    sector=Sector.SCHOOL,
    scheme=Scheme.URN,
    key_headings=("urn", "name"),
    headings={
        Field.CODE: r"urn",
        Field.NAME: r"name|establishmentname|schoolname",
        Field.NATION: r"nation|country",
        Field.TOWN: r"town",
        Field.POSTCODE: r"postcode",
        Field.STATUS: r"establishmentstatusname|establishmentstatus",
        Field.CLOSED_ON: r"closedate",
    },
    code_shape=re.compile(r"[1-9][0-9]{5}"),
    code_example="six digits, like 119903",
)
NHS = Register(
    name="nhs",
    title="NHS trusts and boards",
    sector=Sector.NHS,
    scheme=Scheme.ODS,
    key_headings=("ods_code", "name or trust_name"),
    headings={
        Field.CODE: r"odscode|organisationcode",
        Field.NAME: r"trustname|name|organisationname",
        Field.OTHER_CODE: r"gsscode",
        Field.NATION: r"country|nation",
        Field.TOWN: r"town",
        Field.POSTCODE: r"postcode",
        Field.CLOSED_ON: r"closedate",
    },
    code_shape=re.compile(r"[A-Z0-9]{3,6}"),
    code_example="three to six letters and digits, like RH5",
)
COUNCILS = Register(
    name="councils",
    title="Councils",
    sector=Sector.COUNCIL,
    scheme=Scheme.GSS,
    key_headings=("gss-code", "official-name"),
    headings={
        Field.CODE: r"gsscode|(lad|ltla|utla|ctyua|cauth)\d\dcd",
        Field.NAME: r"officialname|councilname|(lad|ltla|utla|ctyua|cauth)\d\dnm",
        Field.SHORT_NAME: r"nicename",
        Field.OTHER_CODE: r"localauthoritycode",
        Field.FORMER_CODES: r"formergsscodes",
        Field.NATION: r"nation|country",
        Field.CURRENT: r"currentauthority",
        Field.CLOSED_ON: r"enddate",
        Field.SUCCESSOR: r"replacedby",
    },
    code_shape=_ONS_CODE,
    code_example="a letter and eight digits, like E06000066",
)

# The first that fits: a list of boards has GSS codes beside its ODS codes, and the ODS code identifies.
REGISTERS = (POLICE, SCHOOLS, NHS, COUNCILS)

Columns = Mapping[Field, int]


class RegisterUnrecognised(TableUnreadable):
    """A table, but its headings are not those of a register that is known."""


def recognise(headings: Sequence[str]) -> tuple[Register, Columns]:
    """Which register has these headings, and which column holds each field.

    Raises RegisterUnrecognised, naming the registers that are known, their headings, and those found.
    """
    keys = [_key(heading) for heading in headings]
    for register in REGISTERS:
        columns = _columns(register, keys)
        if Field.CODE in columns and Field.NAME in columns:
            return register, columns
    raise RegisterUnrecognised(_unrecognised(headings))


def _key(heading: str) -> str:
    return "".join(ch for ch in heading.casefold() if ch.isalnum())


def _columns(register: Register, keys: Sequence[str]) -> dict[Field, int]:
    columns = {}
    for field, pattern in register.headings.items():
        for position, key in enumerate(keys):
            if re.fullmatch(pattern, key):
                columns[field] = position
                break
    return columns


def _unrecognised(headings: Sequence[str]) -> str:
    known = "; ".join(f"{register.title}: {' and '.join(register.key_headings)}" for register in REGISTERS)
    shown = [heading[:40] for heading in headings if heading][:8]
    return (
        "This file is not a register that we know. Send the register as it was published, with its headings "
        f"in the first row. The headings that we look for are: {known}. "
        f"The headings of this file are: {', '.join(shown)}."
    )
