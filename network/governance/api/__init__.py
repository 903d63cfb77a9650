"""Governance's JSON twin, by what it is about. It shares the services with the pages."""

from network.governance.api import actions, groups, meetings
from network.governance.api.blueprint import blueprint

__all__ = ["actions", "blueprint", "groups", "meetings"]
