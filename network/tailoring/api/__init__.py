"""The JSON twin of the pages of tailored training. It shares the service with them."""

from network.tailoring.api import invitations, offers, requests
from network.tailoring.api.blueprint import blp

__all__ = ["blp", "invitations", "offers", "requests"]
