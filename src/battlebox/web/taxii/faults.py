"""What Django itself refuses, said as TAXII says it.

Law: the same bytes for an address that is none and for a thing that is not for the asker.
Not here: refusals of the endpoints (handler.py).
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from battlebox.share.taxii import MEDIA, TaxiiCode, TaxiiError


def bad_request(request: HttpRequest, exception: BaseException) -> HttpResponse:
    """A request that cannot be read."""
    del request, exception
    return _said(TaxiiCode.BAD_REQUEST)


def not_there(request: HttpRequest, exception: BaseException) -> HttpResponse:
    """No such address."""
    del request, exception
    return _said(TaxiiCode.NOT_THERE)


def fault(request: HttpRequest) -> HttpResponse:
    """A mistake of ours."""
    del request
    return _said(TaxiiCode.FAULT)


def _said(code: TaxiiCode) -> HttpResponse:
    wrong = TaxiiError(code)
    return HttpResponse(wrong.to_json(), status=wrong.status, content_type=MEDIA)
