"""The pages of governance, by what they are about."""

from network.governance.pages import actions, areas, groups, meetings
from network.governance.pages.blueprint import blueprint

__all__ = ["actions", "areas", "blueprint", "groups", "meetings"]
