"""What holds for every answer of the site: one host, a strict policy, the reader's clock."""

from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.deprecation import MiddlewareMixin

from peerhouse.web import zones

SOURCES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
POLICY = "; ".join(f"{directive} {source}" for directive, source in SOURCES.items())
# What a page of ours never asks a device for.
SENSORS = ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "usb", "browsing-topics")
PERMISSIONS = ", ".join(f"{feature}=()" for feature in SENSORS)


class CanonicalHost(MiddlewareMixin):
    """Only the host of SITE_ORIGIN is answered: a cookie set for the room's host would reach the anonymous origin.

    Stands before everything that reads or sets a cookie. A page asked for elsewhere is sent on; anything else that
    came to the wrong host is refused, because sending it on would lose its body.
    """

    def process_request(self, request: HttpRequest) -> HttpResponseBase | None:
        asked = urlsplit(f"//{request.get_host()}").hostname
        if asked == urlsplit(settings.SITE_ORIGIN).hostname:
            return None
        if request.method in {"GET", "HEAD"}:
            return HttpResponseRedirect(settings.SITE_ORIGIN + request.get_full_path())
        return HttpResponseBadRequest(content_type="text/plain")


class ContentSecurityPolicy(MiddlewareMixin):
    """One policy for every answer. A view can only tighten it: of several policies, a browser keeps all."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:  # noqa: ARG002
        stricter = response.get("Content-Security-Policy")
        response["Content-Security-Policy"] = f"{POLICY}, {stricter}" if stricter else POLICY
        response["Permissions-Policy"] = PERMISSIONS
        return response


class ReaderTimeZone(MiddlewareMixin):
    """Times are on the reader's clock: the zone chosen in this browser, else the person's own, else that of the house,
    from which scripts take it to the clock of the device (js/zone.js).

    Sets `request.reader_zone`. What comes of the reader's cookies must not be kept for another reader.
    """

    def process_request(self, request: HttpRequest) -> None:
        chosen = zones.zone_called(request.COOKIES.get(zones.COOKIE, ""))
        known = chosen or _own_zone(request)
        zone = known or zones.zone_called(settings.TIME_ZONE)
        assert zone, "settings.TIME_ZONE names a zone of the database"
        timezone.activate(zone)
        request.reader_zone = zones.ReaderZone(  # type: ignore[attr-defined]
            zone.key, chosen=chosen is not None, assumed=known is None
        )

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:  # noqa: ARG002
        patch_vary_headers(response, ["Cookie"])
        return response


def _own_zone(request: HttpRequest) -> ZoneInfo | None:
    # Without a session cookie nobody is signed in, and the session store need not be asked.
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return None
    return zones.zone_called(request.user.time_zone)
