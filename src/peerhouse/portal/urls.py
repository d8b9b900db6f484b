from django.urls import path, re_path
from wagtail.urls import serve_pattern
from wagtail.views import serve

from peerhouse.portal import views
from peerhouse.web.authorisation import public

urlpatterns = [
    path("", views.home, name="home"),
    path("about/confidentiality/", views.confidentiality, name="confidentiality"),
    path("about/accessibility/", views.accessibility, name="accessibility"),
    path("about/privacy/", views.privacy, name="privacy"),
    path("programmes/", views.programmes, name="programmes"),
    path("programmes/<slug:programme>/", views.programme, name="programme"),
    path("programmes/<slug:programme>/<slug:season>/", views.season, name="season"),
    path("programmes/<slug:programme>/<slug:season>/<int:number>/", views.session, name="session"),
    path("programmes/<slug:programme>/<slug:season>/<int:number>/note/", views.note, name="note"),
    path("programmes/<slug:programme>/<slug:season>/<int:number>/note.pdf", views.note_pdf, name="note-pdf"),
    path("programmes/<slug:programme>/<slug:season>/<int:number>/note.docx", views.note_docx, name="note-docx"),
    re_path(serve_pattern, public(serve), name="wagtail_serve"),  # Wagtail's own list has doors with passwords
]
