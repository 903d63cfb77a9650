"""The headers of every answer, errors and static files included (`B40`)."""

from __future__ import annotations

from flask import Flask, Response, request, session

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def init_app(app: Flask) -> None:
    """Puts them on every answer; a signed-in person's are kept by no cache, unless a view says of one that it is."""

    @app.after_request
    def add_headers(answer: Response) -> Response:
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        is_static = (request.endpoint or "").endswith("static") and answer.status_code < 400
        if answer.status_code >= 400 or (not is_static and _is_somebodys() and "Cache-Control" not in answer.headers):
            answer.headers["Cache-Control"] = "no-store"
        return answer


def _is_somebodys() -> bool:
    return bool(session or request.headers.get("Authorization"))
