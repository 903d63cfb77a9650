"""The JSON twin of the pages, by noun; importing it puts its routes on the blueprint."""

from network.organisations.api import capacity, contributions, directory, journey, mergers, people
from network.organisations.api.blueprint import blp

__all__ = ["blp", "capacity", "contributions", "directory", "journey", "mergers", "people"]
