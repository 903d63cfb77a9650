"""What gunicorn serves."""

from __future__ import annotations

from network.cli import create_app_from_environment
from network.cli.checking import refuse_to_start

app = create_app_from_environment()
with app.app_context():
    refuse_to_start()
