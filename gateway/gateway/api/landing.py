"""The page at `/`: what Kansli is made of and where to read on."""

from html import escape
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from boardkit.api.runtime import runtime_of

router = APIRouter(include_in_schema=False)

_PARTS: Final = {
    "case-registry": ("Ärenderegister", "ärenden, handlingar, medborgarförslag, sammanträden, beslut och protokoll"),
    "delegation-rules": ("Delegationsordning", "vem som får besluta vad på nämndens vägnar"),
    "referral-tracking": ("Remisser", "remisser, svar och svarsdatum"),
    "financial-follow-up": ("Ekonomisk uppföljning", "budget, utfall och prognos per verksamhet"),
    "gateway": ("Ingången", "åtkomsttoken, klienter och nycklar"),
}

_PAGE: Final = """<!doctype html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kansli</title>
<style>
body {{ font: 1.0625rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }}
.notice {{ border-left: .25rem solid #b25d00; padding: .5rem 1rem; background: #fff4e5; color: #1a1a1a; }}
li {{ margin: .5rem 0; }}
</style>
</head>
<body>
<main>
<h1>Kansli</h1>
<p>Nämndens arbetsregister.</p>
{notice}
<h2>Tjänster</h2>
<ul>
{parts}
</ul>
<h2>Kom igång</h2>
<p>Hämta en åtkomsttoken med <code>POST /oauth/token</code> och skicka den som
<code>Authorization: Bearer</code>. Publika nycklar finns på
<a href="/.well-known/jwks.json"><code>/.well-known/jwks.json</code></a>, läget för alla tjänster på
<a href="/readyz"><code>/readyz</code></a>.</p>
</main>
</body>
</html>
"""

_HEADERS: Final = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    "referrer-policy": "no-referrer",
    "content-language": "sv",
}


@router.get("/")
async def landing_page(request: Request) -> HTMLResponse:
    """The services with links to their documentation and, in the demonstration, its business date."""
    parts = "\n".join(_part(name, title, contents) for name, (title, contents) in _PARTS.items())
    return HTMLResponse(_PAGE.format(notice=_notice(request), parts=parts), headers=_HEADERS)


def _part(name: str, title: str, contents: str) -> str:
    return (
        f'<li><strong>{escape(title)}</strong>: {escape(contents)}. <a href="/{name}/v1/docs">Dokumentation</a>, '
        f'<a href="/{name}/v1/openapi.json">OpenAPI</a></li>'
    )


def _notice(request: Request) -> str:
    runtime = runtime_of(request)
    if runtime.settings.environment == "production":
        return ""
    today = runtime.clock_for(request).today().isoformat()
    return (
        f'<p class="notice">Det här är en demonstration. Verksamhetens datum är '
        f'<time datetime="{today}">{today}</time>; frister räknas från den dagen.</p>'
    )
