"""Who asks champions, sees them and thanks them. Answering is the person's own, and needs no right."""

from __future__ import annotations

from network.core.permissions import Permission, Role, policy


class ChampionPermission(Permission):
    """Rights over the champions of an organisation."""

    LIST = "champions:champion:list"
    REGISTER = "champions:champion:register"
    END = "champions:champion:end"


LABELS = {
    ChampionPermission.LIST: "See who the champions are",
    ChampionPermission.REGISTER: "Ask somebody to be a champion",
    ChampionPermission.END: "End somebody’s time as a champion, with thanks",
}

POLICY = policy(
    {
        ChampionPermission.LIST: [
            Role.COORDINATOR,
            Role.ORGANISATION_LEAD,
            Role.CHAMPION,
            Role.FACILITATOR,
        ],
        ChampionPermission.REGISTER: [Role.ORGANISATION_LEAD],
        ChampionPermission.END: [Role.ORGANISATION_LEAD],
    }
)
