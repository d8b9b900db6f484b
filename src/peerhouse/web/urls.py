from django.urls import path

from peerhouse.web import views

urlpatterns = [
    path("style/", views.style, name="style"),
    path("time-zone/", views.choose_zone, name="choose-zone"),
    path("colours/", views.choose_theme, name="choose-theme"),
]
