"""Where somebody can turn once support has ended, or never began (CI-16, CI-17, U26)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from network.directory.public import SupportKind
from network.incidents.rules.answers import ExitPathway

FOR_EVERYBODY: Final = (SupportKind.WELLBEING_SERVICE, SupportKind.SUPERVISION)
OF_PATHWAY: Final[Mapping[ExitPathway, tuple[SupportKind, ...]]] = {
    ExitPathway.WELLBEING_SERVICE: (SupportKind.WELLBEING_SERVICE,),
    ExitPathway.GP: (SupportKind.HEALTH,),
    ExitPathway.NHS_MENTAL_HEALTH: (SupportKind.MENTAL_HEALTH, SupportKind.HEALTH),
    ExitPathway.COUNCIL_SERVICES: (SupportKind.COUNCIL,),
}
"""What the support directory has for each; the other ways lead to no place."""

SIGNPOSTED: Final = tuple(dict.fromkeys(kind for kinds in OF_PATHWAY.values() for kind in kinds))
"""What a therapist can name when support ends."""


def kinds_afterwards(pathway: ExitPathway | None, *, is_gp_advised: bool = False) -> tuple[SupportKind, ...]:
    """The kinds of places to name to somebody: what they and their therapist talked about before what all have."""
    talked_about = OF_PATHWAY.get(pathway, ()) if pathway is not None else ()
    advised = (SupportKind.HEALTH,) if is_gp_advised else ()
    return tuple(dict.fromkeys((*talked_about, *advised, *FOR_EVERYBODY)))
