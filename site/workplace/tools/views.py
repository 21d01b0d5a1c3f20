"""Everybody's own bookmarks on the intranet: the list, and the buttons that keep a page and star a tool."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from audiences.http import GuildhallRequest
from content.links import address, link_to
from content.selectors import pages
from workplace.models import Bookmark
from workplace.tools import services
from workplace.tools.forms import AddressForm, TitleForm
from workplace.tools.selectors import may_keep, own_bookmarks, tool_of

FULL = f"You have {services.MOST} bookmarks, the most there can be. Delete one that you no longer use, then try again."
STEPS = {"up": -1, "down": 1}


@require_http_methods(["GET", "HEAD", "POST"])
def bookmarks(request: GuildhallRequest) -> HttpResponse:
    """One's bookmarks, to put in order, rename and delete; and (POST) another address."""
    user = _user(request)
    form = AddressForm(request.POST or None, own_host=request.get_host())
    if request.method == "POST" and form.is_valid():
        known = own_bookmarks(request.principal).filter(url=form.cleaned_data["url"]).first()
        try:
            kept = services.keep(user, form.cleaned_data["title"], form.cleaned_data["url"])
        except services.TooMany:
            form.add_error(None, FULL)
        except services.NoTitle:
            form.add_error("title", form.fields["title"].error_messages["required"])
        else:
            said = (
                f"You have this address already, as “{kept.title}”." if known else f"“{kept.title}” is added."
            )
            messages.success(request, said)
            return redirect("bookmarks")
    context = {"form": form, "bookmarks": list(own_bookmarks(request.principal)), "most": services.MOST}
    return render(request, "workplace/tools/bookmarks.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def bookmark(request: GuildhallRequest, bookmark_id: UUID) -> HttpResponse:
    """One bookmark: another name for it (``rename``), another place (``up``, ``down``), or its end (``delete``)."""
    user = _user(request)
    found = own_bookmarks(request.principal).filter(pk=bookmark_id).first()
    do = request.POST.get("do", "rename")
    if found is None:
        if request.method == "POST" and do == "delete":
            # Pressed twice: it is gone.
            return redirect("bookmarks")
        raise Http404
    form = TitleForm(request.POST if request.method == "POST" and do == "rename" else {"title": found.title})
    if request.method == "POST":
        try:
            if do == "delete":
                services.let_go(user, bookmark_id)
                messages.success(request, f"“{found.title}” is no longer among your bookmarks.")
                return redirect("bookmarks")
            if do in STEPS:
                services.move(user, bookmark_id, STEPS[do])
                return redirect("bookmarks")
            if form.is_valid():
                renamed = services.rename(user, bookmark_id, form.cleaned_data["title"])
                messages.success(request, f"The bookmark is called “{renamed.title}” now.")
                return redirect("bookmarks")
        except services.NoTitle:
            form.add_error("title", form.fields["title"].error_messages["required"])
        except Bookmark.DoesNotExist as error:
            raise Http404 from error
    context = {"form": form, "bookmark": found}
    return render(request, "workplace/tools/bookmark.html", context, status=422 if form.errors else 200)


@require_POST
def keep_page(request: GuildhallRequest, page_id: int) -> HttpResponse:
    """Keep a page of the intranet that one may read, or let go of it (``do=drop``), and go back to it."""
    user = _user(request)
    page = pages(request.principal).filter(pk=page_id).select_related("locale").first()
    url = address(request, page) if page else ""
    if page is None or not url.startswith("/"):
        raise Http404
    return _keep(request, user, page.title, url, back=url)


@require_POST
def star_tool(request: GuildhallRequest, page_id: int, tool_id: UUID) -> HttpResponse:
    """Star a tool, or take its star away (``do=drop``), and go back to the tools."""
    user = _user(request)
    found = tool_of(request.principal, page_id, str(tool_id))
    link = link_to(request, found[0]) if found else None
    if found is None or link is None:
        raise Http404
    _page, name, url = found
    return _keep(request, user, name, url, back=f"{link.url}#tool-{tool_id}")


def _keep(request: GuildhallRequest, user: User, title: str, url: str, *, back: str) -> HttpResponse:
    if request.POST.get("do") == "drop":
        services.let_go_of(user, url)
        return redirect(back)
    try:
        services.keep(user, title, url)
    except services.TooMany:
        messages.error(request, FULL)
        return redirect("bookmarks")
    return redirect(back)


def _user(request: GuildhallRequest) -> User:
    """Whose bookmarks they are.

    Raises:
        Http404: for whoever can have none.
    """
    if not may_keep(request.principal) or request.principal.user is None:
        raise Http404
    return request.principal.user
