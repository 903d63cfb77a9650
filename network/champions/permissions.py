"""Who asks champions, sees them and thanks them. Whoever is asked answers for themselves."""

from __future__ import annotations

from network.core.permissions import Permission, Role, policy


class ChampionPermission(Permission):
    """Rights over the champions of an organisation."""

    LIST = "champions:champion:list"
    REGISTER = "champions:champion:register"
    END = "champions:champion:end"
    ANSWER = "champions:own:answer"


LABELS = {
    ChampionPermission.LIST: "See who the champions are",
    ChampionPermission.REGISTER: "Ask somebody to be a champion",
    ChampionPermission.END: "End somebody’s time as a champion, with thanks",
    ChampionPermission.ANSWER: "Say yes or no where you are asked to be a champion, or step down",
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
        ChampionPermission.ANSWER: [*Role],
    }
)
