"""The site as a demonstration mounts it: with the page of its mail."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from peerhouse.config import urls

handler404 = urls.handler404
urlpatterns = [*i18n_patterns(path("", include("peerhouse.config.demo.urls"))), *urls.urlpatterns]
