"""Absolute links to a service's own resources, as the caller sees its address."""

from urllib.parse import quote, urlencode

from starlette.requests import Request

from boardkit.api.forwarded import public_origin
from boardkit.api.schemas import Link


class Links:
    """Builds the links of one response.

    The origin is the one the caller used, which the gateway passes on in `Forwarded` (HYP.B07, HYP.S08).
    """

    def __init__(self, request: Request, service: str) -> None:
        self._request = request
        self._origin = public_origin(request)
        self._base = f"{self._origin}/{service}/v1"

    def href(self, *path: object) -> str:
        """The address of the resource at `path`, each part escaped."""
        return "/".join([self._base, *(quote(str(part), safe="") for part in path)])

    def link(self, *path: object, rel: str = "related", method: str = "GET") -> Link:
        """A link to the resource at `path`."""
        return Link(href=self.href(*path), rel=rel, method=method)

    def self_link(self, *path: object) -> dict[str, Link]:
        """The `_links` of an object that offers nothing but itself."""
        return {"self": self.link(*path, rel="self")}

    def this_request(self, rel: str, **parameters: object) -> Link:
        """A link to the current address, with `parameters` put in place of the query's own (FNS.S12)."""
        path = quote(self._request.scope["path"])
        kept = [(k, v) for k, v in self._request.query_params.multi_items() if k not in parameters]
        query = urlencode([*kept, *((name, str(value)) for name, value in parameters.items())])
        return Link(href=f"{self._origin}{path}" + (f"?{query}" if query else ""), rel=rel)
