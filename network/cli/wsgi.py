"""What gunicorn serves."""

from __future__ import annotations

from network.cli import create_app_from_environment

app = create_app_from_environment()
