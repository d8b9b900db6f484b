"""Every address of the site. Readers' pages carry their language; calendars and scripts' answers do not."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail.admin import urls as wagtail_admin_urls

from peerhouse.portal.views import to_sign_in

handler400 = "peerhouse.web.views.bad_request"
handler403 = "peerhouse.web.views.permission_denied"
handler404 = "peerhouse.web.views.not_found"
handler500 = "peerhouse.web.views.server_error"

urlpatterns = [
    path("cms/login/", to_sign_in),  # Wagtail's own form asks for a password, which nobody has
    path("cms/", include(wagtail_admin_urls)),
    path("", include("peerhouse.programmes.calendar_urls")),
    path("", include("peerhouse.rooms.plain_urls")),
    *i18n_patterns(
        path("", include("peerhouse.web.urls")),
        path("", include("peerhouse.accounts.urls")),
        path("", include("peerhouse.programmes.urls")),
        path("", include("peerhouse.rooms.urls")),
        path("", include("peerhouse.notes.urls")),
        path("", include("peerhouse.desk.urls")),
        *([path("", include("peerhouse.config.demo.urls"))] if settings.DEMO else []),
        path("", include("peerhouse.portal.urls")),  # last: its Wagtail pages take what is left
        prefix_default_language=True,
    ),
]
