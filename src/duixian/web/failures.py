"""Pages for what went wrong before a view could say it: no such page, an old form, a fault of ours."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)


def told(request: HttpRequest, *, what: str, hint: str, status: int) -> HttpResponse:
    """Return a page that says what happened and what to do; for HTMX the note alone."""
    page = "web/_problem.html" if request.headers.get("HX-Request") else "web/error.html"
    return render(request, page, {"what": what, "hint": hint, "status": status}, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page for an address that leads nowhere, or to something that this person may not see."""
    hint = _("地址可能写错了，或者这一条不在您能看的范围里。从左边的导航进去找；别人发来的链接打不开，请问发的人。")
    return told(request, what=_("没有这一页。"), hint=hint, status=404)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page for someone whose role may not open this."""
    hint = _("需要的话，请督查室的管理员改您的角色；或者退出，换一个账号登录。")
    return told(request, what=_("您的账号不能打开这一页。"), hint=hint, status=403)


def wrong_method(request: HttpRequest, methods: frozenset[str]) -> HttpResponse:
    """Return the page for a request of a kind that the address does not know."""
    hint = _("请从页面上的链接或按钮进来，不要直接改地址。")
    response = told(request, what=_("这个地址不能这样打开。"), hint=hint, status=405)
    response["Allow"] = ", ".join(sorted(methods))
    return response


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page for a form without its token, usually one that was left open since another login."""
    hint = _("页面开得太久，或者在另一个窗口重新登录过。退回上一页，刷新，再填一次；一直这样就请允许本站的 Cookie。")
    return told(request, what=_("这张表单过期了，没有保存任何内容。"), hint=hint, status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """Return the page for a fault of ours; it needs neither database nor person."""
    log.error("500 at %s", request.path)
    return HttpResponse(get_template("web/broken.html").render(), status=500)
