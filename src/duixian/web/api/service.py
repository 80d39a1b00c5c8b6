"""The API as a whole: its parts, how it tells errors, its addresses. An operation that names no token is closed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, include, path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.operation import Operation
from ninja.renderers import JSONRenderer

from duixian import __version__
from duixian.errors import ConflictError, DuixianError, DuplicateError, RefusedError
from duixian.web.api import case_deeds, cases, commitments, documents, observations, records
from duixian.web.api.bearer import Bearer, PerToken

ROOT = "/api/v1/"


class ReadableJSON(JSONRenderer):
    """JSON in which Chinese stands as it is."""

    def __init__(self) -> None:
        super().__init__()
        self.json_dumps_params = {"ensure_ascii": False}


limit = PerToken("300/m")
api = NinjaAPI(
    title="兑现 API",
    version=f"1 ({__version__})",
    description="县级承诺账本的数据接口：读文件、条目、承诺、观测值、日志和已发布的报告；审核条目，报进度。",
    urls_namespace="api",
    auth=Bearer("none"),
    throttle=[limit],
    docs_url=None,
    openapi_url=None,
    renderer=ReadableJSON(),
)
for router in (
    documents.router,
    commitments.router,
    observations.router,
    records.router,
    cases.router,
    case_deeds.router,
):
    api.add_router("", router)


def told(
    request: HttpRequest,
    *,
    what: str,
    code: str,
    status: int,
    where: str = "",
    hint: str = "",
    there: int | None = None,
) -> HttpResponse:
    """Return an error as the API writes it."""
    fault = {"where": where, "what": what, "hint": hint, "code": code, "there": there}
    return api.create_response(request, fault, status=status)


STATUSES = {ConflictError.code: 409, DuplicateError.code: 409, RefusedError.code: 403}


def _mendable(request: HttpRequest, error: Any) -> HttpResponse:
    found: DuixianError = error
    there = found.key if isinstance(found, DuplicateError) else None
    fault = {"what": found.what, "where": found.where, "hint": found.hint, "code": found.code, "there": there}
    return api.create_response(request, fault, status=STATUSES.get(found.code, 400))


def _missing(request: HttpRequest, error: Any) -> HttpResponse:
    hint = "看看编号；别的县、别的单位的，也当作没有。"
    return told(request, what="没有这一条。", where=request.path, hint=hint, code="missing", status=404)


def _closed(request: HttpRequest, error: Any) -> HttpResponse:
    hint = "带上 Authorization: Bearer 令牌；令牌可能到期、撤了，或者人停用了、要先改密码。"
    response = told(request, what="没有可用的令牌。", where="Authorization", hint=hint, code="token", status=401)
    response["WWW-Authenticate"] = "Bearer"
    return response


def _misshaped(request: HttpRequest, error: Any) -> HttpResponse:
    found: ValidationError = error
    first = found.errors[0]
    where = ".".join(str(part) for part in first["loc"])
    what = f"参数不对：{first['msg']}"
    return told(request, what=what, where=where, hint="对照 /api/openapi.json 改。", code="usage", status=422)


def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    found: HttpError = error
    hint = "正文写成 JSON，文件用 multipart/form-data。"
    return told(request, what="看不懂发来的内容。", hint=hint, code="usage", status=found.status_code)


def _too_many(request: HttpRequest, error: Any) -> HttpResponse:
    found: Throttled = error
    response = told(request, what="问得太快。", hint="等 Retry-After 那么多秒再发。", code="throttled", status=429)
    response["Retry-After"] = str(max(1, round(found.wait or 60)))
    return response


for kind, tell in (
    (DuixianError, _mendable),
    (Http404, _missing),
    (AuthenticationError, _closed),
    (ValidationError, _misshaped),
    (Throttled, _too_many),
    (HttpError, _unreadable),
):
    api.exception_handler(kind)(tell)


View = Callable[..., HttpResponseBase]


def _marked(view: View, methods: frozenset[str]) -> View:
    """Return a view that `ClosedByDefault` leaves to the API, which asks for a token itself."""

    @csrf_exempt  # no cookie counts here
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in methods:
            return view(request, *args, **kwargs)
        what, hint = "这个地址不能这样用。", f"可以用：{'、'.join(sorted(methods))}。"
        response = told(request, what=what, where=request.path, hint=hint, code="usage", status=405)
        response["Allow"] = ", ".join(sorted(methods))
        return response

    asked.is_api = True  # type: ignore[attr-defined]
    return asked


def schema() -> dict[str, Any]:
    """Return the OpenAPI description."""
    return dict(api.get_openapi_schema(path_prefix=ROOT))


def openapi(request: HttpRequest) -> HttpResponse:
    """Return the OpenAPI description as JSON."""
    return api.create_response(request, schema(), status=200)


def operations() -> dict[str, list[Operation]]:
    """Return the operations of each address below the root."""
    views: dict[str, list[Operation]] = {}
    for _, router in api._routers:
        views |= {route.lstrip("/"): list(one.operations) for route, one in router.path_operations.items()}
    return views


def _urls() -> list[URLPattern]:
    found, known = [], operations()
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern) and pattern.name != "api-root":
            route = str(pattern.pattern)
            shape = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)
            methods = frozenset(method for each in known[shape] for method in each.methods)
            found.append(path(route, _marked(pattern.callback, methods), name=f"api_{pattern.name}"))
    return found


urlpatterns = [
    path("openapi.json", _marked(openapi, frozenset({"GET"})), name="api_openapi"),
    path("v1/", include((_urls(), "api"), namespace="api")),
]
