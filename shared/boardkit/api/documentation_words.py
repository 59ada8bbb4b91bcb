"""What every API's description says beside its own words: the sections that the national REST profile asks for.

Deliberate exceptions from the profile stand here for the reader of the API and, with the rule's check, in
docs/rest-profile-exceptions.md; tests/contract holds the two together.
"""

from boardkit.domain.errors import Text

SECTIONS: tuple[tuple[Text, Text], ...] = (
    (
        Text(sv="Autentisering", en="Authentication"),
        Text(
            sv="Skicka `Authorization: Bearer` med en åtkomsttoken från `POST /oauth/token` (client credentials). Den "
            "gäller i högst fem minuter. Varje operation anger vilken behörighet (scope) den kräver; token gäller "
            "dessutom bara vissa nämnder, och det som hör till en annan nämnd finns inte för anroparen (404).",
            en="Send `Authorization: Bearer` with an access token from `POST /oauth/token` (client credentials), valid "
            "for at most five minutes. Each operation names the scope it needs; a token also holds for certain boards "
            "only, and what belongs to another board is not there for the caller (404).",
        ),
    ),
    (
        Text(sv="Datamodell", en="Data model"),
        Text(
            sv="Alla objekt beskrivs under Schemas. Id är UUIDv7; nämnder, befattningar och verksamhetsområden har "
            "också kortnamn. Belopp är text i kronor med två decimaler, datum `ÅÅÅÅ-MM-DD`, tidpunkter RFC 3339 i UTC.",
            en="Every object is described under Schemas. Ids are UUIDv7; boards, positions and areas have slugs too. "
            "Amounts are strings in kronor with two decimals, dates `YYYY-MM-DD`, times RFC 3339 in UTC.",
        ),
    ),
    (
        Text(sv="Ändringar och omförsök", en="Changes and retries"),
        Text(
            sv="Den som skapar anger `Idempotency-Key`; samma nyckel och innehåll ger samma svar och bara en effekt. "
            "Den som ändrar anger i `If-Match` den ETag som ändringen bygger på.",
            en="A create carries an `Idempotency-Key`: the same key and body give the same answer and one effect. "
            "A change names in `If-Match` the ETag it builds on.",
        ),
    ),
    (
        Text(sv="Tjänstenivå", en="Service level"),
        Text(
            sv="Den som driver installationen lovar tider; programmet lovar att ett bekräftat anrop inte går förlorat, "
            "att 503 och 429 säger i `Retry-After` när det är värt att försöka igen, och att `/readyz` visar läget.",
            en="Whoever runs the installation promises times; the program promises that no confirmed request is lost, "
            "that 503 and 429 say in `Retry-After` when to try again, and that `/readyz` shows the state.",
        ),
    ),
    (
        Text(sv="Kända begränsningar", en="Known limitations"),
        Text(
            sv="Högst 1 MiB JSON per anrop där inget annat sägs, högst 200 poster per sida, adresser högst 2 048 "
            "tecken. Ett ändringsflöde läses framåt med markör. Anrop över gränsen för klienten får 429.",
            en="At most 1 MiB of JSON per request unless said otherwise, 200 items per page, 2,048 characters in an "
            "address. A change feed is read forwards by cursor. Requests beyond the client's limit get 429.",
        ),
    ),
    (
        Text(sv="Livscykel", en="Lifecycle"),
        Text(
            sv="Versionen följer semver; huvudversionen står i adressen. Aktiv; inget avvecklingsdatum är bestämt. Det "
            "som ska avvecklas får `Deprecation` och `Sunset` i svaren, och `/api-info` säger status.",
            en="Versions follow semver; the major one is in the address. Active; no date of retirement is set. What is "
            "to be retired answers with `Deprecation` and `Sunset`, and `/api-info` tells the status.",
        ),
    ),
    (
        Text(sv="Undantag från REST API-profilen", en="Exceptions from the REST API profile"),
        Text(
            sv="AME.S05: `/api-info` har camelCase, som VER.S07 föreskriver, i ett API med snake_case. "
            "FNS.S07, FNS.B09, FNS.B13: `/changes` läses med markör, inte med sidnummer, för att en läsare inte ska "
            "missa eller upprepa något; därför saknas totaler. "
            "DOK.S22, UFN.B01, VER.B05, MOG.B02, HYP.B03: `/oauth/token` och `/.well-known/` ligger där RFC 6749 och "
            "RFC 8615 säger, utan version och länkar. "
            "RES.S06, UFN.S08, SAK.S06, RES.B01, RES.S04, RES.B05: AuthZEN 1.0 har egna adresser och id:n, och okända "
            "fält läses förbi. "
            "RES.B03, SAK.B22: en rad i en importrapport har sitt radnummer som adress, under rapportens UUID. "
            "VER.B09: `Deprecation` och `Sunset` skrivs enligt RFC 9745 och RFC 8594.",
            en="AME.S05: `/api-info` is in camelCase, as VER.S07 prescribes, in a snake_case API. "
            "FNS.S07, FNS.B09, FNS.B13: `/changes` is read by cursor, not by page number, so that a reader misses and "
            "repeats nothing; hence no totals. "
            "DOK.S22, UFN.B01, VER.B05, MOG.B02, HYP.B03: `/oauth/token` and `/.well-known/` lie where RFC 6749 and "
            "RFC 8615 say, without version and links. "
            "RES.S06, UFN.S08, SAK.S06, RES.B01, RES.S04, RES.B05: AuthZEN 1.0 has addresses and ids of its own, and "
            "unknown fields are passed over. "
            "RES.B03, SAK.B22: a line of an import report is addressed by its number, under the report's UUID. "
            "VER.B09: `Deprecation` and `Sunset` are written by RFC 9745 and RFC 8594.",
        ),
    ),
)


def description_of(about: Text) -> str:
    """An API's whole description in Markdown: what it is, its purpose, and the sections common to all."""
    purpose = Text(
        sv="Att e-tjänster, portaler, integrationer och nämndens egen personal ska kunna läsa och föra nämndens "
        "uppgifter som JSON, med spårbarhet och rätt behörighet.",
        en="To let e-services, portals, integrations and the board's own staff read and keep the board's records as "
        "JSON, traceably and with the right authority.",
    )
    sections = ((Text(sv="Syfte", en="Purpose"), purpose), *SECTIONS)
    parts = [f"## {heading.sv} · {heading.en}\n{words.sv}\n\n{words.en}" for heading, words in sections]
    return "\n\n".join([f"{about.sv}\n\n{about.en}", *parts])
