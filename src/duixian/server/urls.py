"""Every address of the site, in one place."""

from django.urls import include, path

urlpatterns = [
    path("", include("duixian.web.urls")),
]
