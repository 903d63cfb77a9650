"""The JSON twin of the pages, sharing their service; addresses say in which capacity a referral is opened."""

from network.incidents.api import acting, manager, module, own
from network.incidents.api.blueprint import blueprint

__all__ = ["acting", "blueprint", "manager", "module", "own"]
