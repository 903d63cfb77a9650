"""The pages of this feature, by who uses them. No address of theirs says more than that there is support (U4)."""

from network.incidents.pages import (
    drafts,
    learning,
    module,
    own,
    provider,
    referrals,
    sessions,
    summaries,
    support,
    ways,
)
from network.incidents.pages.blueprint import blueprint

__all__ = [
    "blueprint",
    "drafts",
    "learning",
    "module",
    "own",
    "provider",
    "referrals",
    "sessions",
    "summaries",
    "support",
    "ways",
]
