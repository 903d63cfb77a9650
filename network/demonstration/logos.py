"""Logos of the invented county, drawn as the story is told: hills, a river, and a sun in a colour of their own."""

from __future__ import annotations

import colorsys
import io
from typing import Final

from PIL import Image, ImageDraw

from network.demonstration.days import at
from network.demonstration.partners import PARTNERS, Partner
from network.demonstration.stage import Stage
from network.organisations.service.logos import set_logo

_SIDE: Final = 400
_WITHOUT: Final = 4
"""Every fourth has none yet."""


def plan_logos(stage: Stage) -> None:
    """Most partners add their logo on the day after they sign."""
    signed = [partner for partner in PARTNERS if partner.signed is not None and partner.signed > 1]
    for number, partner in enumerate(signed):
        if number % _WITHOUT != _WITHOUT - 1:
            hue = number / len(signed)
            stage.plan(at(stage.days.ago((partner.signed or 1) - 1), 15), _add_logo, stage, partner, hue)


def _add_logo(stage: Stage, partner: Partner, hue: float) -> None:
    with stage.acting(stage.lead_of(partner)) as actor:
        set_logo(actor, actor.organisation_id, drawn(hue), stage.clock)


def drawn(hue: float) -> bytes:
    """A logo as a PNG; `hue` is from 0 to 1."""
    picture = Image.new("RGBA", (_SIDE, _SIDE))
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((0, 0, _SIDE - 1, _SIDE - 1), 60, fill=_colour(hue, 0.25, 0.95))
    pen.ellipse((230, 60, 330, 160), fill=_colour(hue + 0.1, 0.6, 0.95))
    pen.polygon([(0, 300), (140, 130), (290, 300)], fill=_colour(hue, 0.7, 0.55))
    pen.polygon([(120, 300), (270, 180), (_SIDE, 300)], fill=_colour(hue, 0.8, 0.4))
    pen.rectangle((0, 300, _SIDE, 340), fill=_colour(hue + 0.5, 0.5, 0.7))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _colour(hue: float, saturation: float, value: float) -> tuple[int, int, int]:
    red, green, blue = colorsys.hsv_to_rgb(hue % 1, saturation, value)
    return round(red * 255), round(green * 255), round(blue * 255)
