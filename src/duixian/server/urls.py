"""Every address of the site, in one place."""

from django.urls import include, path

urlpatterns = [
    path("", include("duixian.web.urls")),
]

handler403 = "duixian.web.failures.refused"
handler404 = "duixian.web.failures.not_found"
handler500 = "duixian.web.failures.broken"
