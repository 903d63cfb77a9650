"""The pages of the directory, by noun; importing them puts their routes on the blueprint."""

from network.organisations.pages import (
    capacity,
    codes,
    contributions,
    departments,
    deputies,
    directory,
    journey,
    leaving,
    logos,
    mergers,
    profiles,
    registers,
    stages,
    workforce,
)
from network.organisations.pages.blueprint import blueprint

__all__ = [
    "blueprint",
    "capacity",
    "codes",
    "contributions",
    "departments",
    "deputies",
    "directory",
    "journey",
    "leaving",
    "logos",
    "mergers",
    "profiles",
    "registers",
    "stages",
    "workforce",
]
