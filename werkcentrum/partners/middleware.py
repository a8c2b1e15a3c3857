"""The region of a request, and stored public pages."""

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.exceptions import DisallowedHost
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import split_domain_port

from werkcentrum.core.middleware import permissions
from werkcentrum.partners.models import Region
from werkcentrum.partners.queries import region_for_host

GetResponse = Callable[[HttpRequest], HttpResponse]
# Region, content version, scheme, host, address. The region too: a host can move to another one.
PageKey = tuple[str, int, str, str, str]
# How long a worker may not notice that a region was loaded anew, in seconds.
REGION_MEMORY_SECONDS = 2.0
# Pages that tell the time ("nu open") are stored for this long, in seconds.
PAGE_SECONDS = 30.0
MAX_PAGES = 2_000
MAX_HOSTS = 200
ANY_HOST = "*"


@dataclass(frozen=True)
class _Remembered:
    until: float
    region: Region | None


class RegionMemory:
    """Which region answers a host: as published, else asked of the database every two seconds."""

    def __init__(self) -> None:
        self._by_host: dict[str, _Remembered] = {}
        self._published: Mapping[str, Region] = {}

    def publish(self, by_host: Mapping[str, Region]) -> None:
        """From now on these hosts are answered without asking; `*` stands for any other host."""
        self._published = by_host

    def get(self, host: str) -> Region | None:
        """The region for this host; when it is not published, at most two seconds old."""
        published = self._published.get(host) or self._published.get(ANY_HOST)
        if published is not None:
            return published
        known = self._by_host.get(host)
        if known and time.monotonic() < known.until:
            return known.region
        region = region_for_host(host)
        if len(self._by_host) >= MAX_HOSTS:
            self._by_host.clear()
        self._by_host[host] = _Remembered(time.monotonic() + REGION_MEMORY_SECONDS, region)
        return region

    def clear(self) -> None:
        """Forget everything; tests start fresh."""
        self._by_host.clear()
        self._published = {}


region_memory = RegionMemory()


def host_without_port(request: HttpRequest) -> str:
    """The host name asked for, lower case, without port or last dot. Raises DisallowedHost."""
    return split_domain_port(request.get_host())[0].strip("[]")


class RegionMiddleware:
    """Puts `request.region`: the region of the host name, or None when no region answers."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        region = region_memory.get(host_without_port(request))
        request.region = region  # type: ignore[attr-defined]
        response = self.get_response(request)
        if region and region.speech_input:
            response.headers["Permissions-Policy"] = permissions(microphone="self")
        return response


@dataclass(frozen=True)
class StoredPage:
    """A finished page: status, headers and bytes."""

    until: float
    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes

    def response(self) -> HttpResponse:
        """A fresh response with the stored bytes and headers."""
        return HttpResponse(self.content, status=self.status, headers=dict(self.headers))


class PageCache:
    """Whole public pages in memory, the 2,000 stored last."""

    def __init__(self) -> None:
        self._pages: OrderedDict[PageKey, StoredPage] = OrderedDict()

    def get(self, key: PageKey) -> HttpResponse | None:
        """The stored page, unless it is too old."""
        found = self._pages.get(key)
        return found.response() if found and time.monotonic() < found.until else None

    def put(self, key: PageKey, response: HttpResponse) -> None:
        """Keep a page; the oldest goes when there is no room."""
        until = time.monotonic() + PAGE_SECONDS
        headers = tuple(response.items())
        self._pages[key] = StoredPage(until, response.status_code, headers, response.content)
        if len(self._pages) > MAX_PAGES:
            self._pages.popitem(last=False)

    def clear(self) -> None:
        """Forget everything; tests start fresh."""
        self._pages.clear()


page_cache = PageCache()


class PageCacheMiddleware:
    """Answers a public page that is the same for everybody from memory.

    A view allows it with `core.access.same_for_everyone`. A request with any cookie passes by.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "GET" or request.COOKIES:
            return self.get_response(request)
        try:
            region = region_memory.get(host_without_port(request))
        except DisallowedHost:
            return self.get_response(request)
        if region is None:
            return self.get_response(request)
        address = (request.scheme or "", request.get_host(), request.get_full_path())
        key = (str(region.pk), region.content_version, *address)
        response = page_cache.get(key)
        if response is None:
            response = self.get_response(request)
            if getattr(response, "same_for_everyone", False) and response.status_code == 200:
                page_cache.put(key, response)
        return response


def region_of(request: HttpRequest) -> Region:
    """The region of this host name. Raises Http404 when none answers."""
    region: Region | None = getattr(request, "region", None)
    if region is None:
        raise Http404("Op dit adres antwoordt geen Werkcentrum.")
    return region
