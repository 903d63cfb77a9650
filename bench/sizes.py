"""How much data there is: 1x is 200 partners, 100,000 people and 300,000 completions over three tiers.

The partners stay 200 at every size, as the design has it: what grows is what grows in the years of a network, its
people and what they complete, champions, events that are over, and organisations known from registers.
"""

from __future__ import annotations

from dataclasses import dataclass

PARTNERS = 200
COMPLETIONS_EACH = 3
SIGNED = 120
"""Partners that signed the charter. The others are left to sign it while it is timed."""
UPCOMING_EVENTS = 100
MOST_LISTED = 30_000
"""Councils, NHS bodies, forces and schools of a country: registers hold no more."""


@dataclass(frozen=True, slots=True)
class Scale:
    """One amount of data, as a multiple of 1x."""

    factor: float

    @property
    def name(self) -> str:
        """As it is named on the command line: `10x`."""
        return f"{self.factor:g}x"

    @property
    def people_each(self) -> int:
        """People who trained, in each partner."""
        return max(5, round(500 * self.factor))

    @property
    def completions(self) -> int:
        """Completions in all."""
        return PARTNERS * self.people_each * COMPLETIONS_EACH

    @property
    def champions_each(self) -> int:
        """Champions of each partner."""
        return max(2, round(2 * self.factor))

    @property
    def listed(self) -> int:
        """Organisations that are no partners, known from a register."""
        return min(MOST_LISTED, max(50, round(1000 * self.factor)))

    @property
    def past_events(self) -> int:
        """Events that are over."""
        return max(20, round(200 * self.factor))

    @property
    def attendees(self) -> int:
        """People with a place at the largest event."""
        return max(200, round(2000 * self.factor))


@dataclass(frozen=True, slots=True)
class Plan:
    """Which amounts of data a size needs. `small` to `large` is P2's growth, `first` to `large` P8's."""

    small: Scale
    first: Scale
    base: Scale
    """Everything else is measured on this."""
    large: Scale

    @property
    def scales(self) -> list[Scale]:
        """Each of them once, the smallest first."""
        return sorted({self.small, self.first, self.base, self.large}, key=lambda scale: scale.factor)


def _plan(small: float, first: float, base: float, large: float) -> Plan:
    return Plan(Scale(small), Scale(first), Scale(base), Scale(large))


SIZES = {
    "0.1x": _plan(0.01, 0.1, 0.1, 1),
    "1x": _plan(0.1, 1, 1, 10),
    "10x": _plan(0.1, 1, 10, 10),
    "100x": _plan(0.1, 1, 100, 100),
}
"""0.1x is for whoever changes the benchmark: it takes a minute, and its verdicts are worth nothing."""
