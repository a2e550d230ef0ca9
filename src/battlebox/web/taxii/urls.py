"""Every address of the TAXII server.

Law: as TAXII 2.1 lays them out, each ending in a slash; one API root for each of our bodies.
Not here: what they answer (views.py, posting.py).
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.web.taxii import views

handler400 = "battlebox.web.taxii.faults.bad_request"
handler403 = "battlebox.web.taxii.faults.bad_request"
handler404 = "battlebox.web.taxii.faults.not_there"
handler500 = "battlebox.web.taxii.faults.fault"

_COLLECTION: Final = "taxii2/<str:ours>/collections/<str:collection>/"
urlpatterns: list[URLPattern] = [
    path("taxii2/", views.discovery),
    path("taxii2/<str:ours>/", views.root),
    path("taxii2/<str:ours>/status/<str:receipt>/", views.status),
    path("taxii2/<str:ours>/collections/", views.collections),
    path(_COLLECTION, views.collection),
    path(_COLLECTION + "manifest/", views.manifest_of),
    path(_COLLECTION + "objects/", views.objects),
    path(_COLLECTION + "objects/<str:thing>/", views.one_object),
    path(_COLLECTION + "objects/<str:thing>/versions/", views.versions_of),
]
