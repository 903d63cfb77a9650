"""The application for any WSGI server, from the environment's settings."""

from network.cli.wsgi import app

__all__ = ["app"]
