"""The built assets: one version for the lot, so that their addresses can be kept for a year (P7)."""

from hashlib import sha256
from pathlib import Path

from flask import Response, abort, url_for
from werkzeug.datastructures import Accept

FOLDER = Path(__file__).parent / "static" / "built"
A_YEAR = 365 * 24 * 60 * 60
A_MINUTE = 60

_MIMETYPES = {".css": "text/css", ".mjs": "text/javascript", ".svg": "image/svg+xml"}
_TWINS = (("br", ".br"), ("gzip", ".gz"))


class BuiltAssets:
    """The files of one folder, read once at start: a quarter of a megabyte, and no path to walk out of."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._files = {path.name: path.read_bytes() for path in sorted(folder.glob("*")) if path.is_file()}
        digest = sha256()
        for name, content in self._files.items():
            digest.update(name.encode())
            digest.update(content)
        self.version = digest.hexdigest()[:12]

    @property
    def is_built(self) -> bool:
        """Whether the build has run here; `network check` says so where it has not."""
        return bool(self._files)

    def url(self, name: str) -> str:
        """The address of one asset, with the version in its path, so that modules find their neighbours."""
        return url_for("ui.static", version=self.version, name=name)

    def respond(self, version: str, name: str, accepted: Accept) -> Response:
        """The file, in the smallest form the browser takes; 404 for a name that was not built.

        An address of another version (two releases running side by side) gets today's file, kept briefly.
        """
        mimetype = _MIMETYPES.get(Path(name).suffix)
        if mimetype is None or name not in self._files:
            abort(404)
        encoding, suffix = self._smallest(name, accepted)
        response = Response(self._files[name + suffix], mimetype=mimetype)
        if encoding:
            response.content_encoding = encoding
        response.vary.add("Accept-Encoding")
        is_current = version == self.version
        response.cache_control.public = True
        response.cache_control.max_age = A_YEAR if is_current else A_MINUTE
        response.cache_control.immutable = is_current
        return response

    def _smallest(self, name: str, accepted: Accept) -> tuple[str | None, str]:
        for encoding, suffix in _TWINS:
            if name + suffix in self._files and accepted[encoding] > 0:
                return encoding, suffix
        return None, ""
