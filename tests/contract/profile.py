"""The Swedish national REST profile (DIGG, 2.0.0) as a table: every rule, and how it is known to hold.

A rule is checked in the documents, by probing running services, or it is met elsewhere; then the table says
where, as the path of the file that proves it. Rules for what Kansli does not have (webhooks, Basic, CORS) are
checked by its absence.
"""

from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from tests.contract import described, kit, probes, shapes
from tests.contract.document import Document, Finding
from tests.contract.target import Target

Level = Literal["SKALL", "BÖR", "INTE"]
DocumentCheck = Callable[[Document], Iterable[Finding]]
ProbeCheck = Callable[[Target], AsyncIterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the profile.

    Attributes:
        id: its area, level and number, as the profile writes them ("DOK.S03").
        level: SKALL (must), BÖR (should) or INTE (must not, or should not).
        says: the rule in short.
        document, probe: how it is checked, or None.
        elsewhere: the file that proves it when neither is possible, or that adds to the proof.
    """

    id: str
    level: Level
    says: str
    document: DocumentCheck | None = None
    probe: ProbeCheck | None = None
    elsewhere: str = ""


_DOCUMENTATION = (
    Rule("DOK.S03", "SKALL", "about, terms, data model, licence, contact", described.terms_and_contact),
    Rule("DOK.S04", "SKALL", "the specification is the contract", elsewhere="tests/security/test_fuzz.py"),
    Rule("DOK.S05", "SKALL", "documentation versioned with the API", probe=probes.api_information),
    Rule("DOK.B06", "BÖR", "Swedish and English", described.both_languages),
    Rule("DOK.B07", "BÖR", "an overview first", described.overview),
    Rule("DOK.S08", "SKALL", "service level", described.says("Service level")),
    Rule("DOK.S09", "SKALL", "known problems and limits", described.says("Known limitations")),
    Rule("DOK.S10", "SKALL", "date of retirement, if known", described.says("Lifecycle")),
    Rule("DOK.S11", "SKALL", "purpose", described.says("Purpose")),
    Rule("DOK.S12", "SKALL", "every resource and operation described", described.everything_described),
    Rule("DOK.S13", "SKALL", "every return and error code", described.responses_described),
    Rule("DOK.S15", "SKALL", "full examples of requests and responses", described.examples_given),
    Rule("DOK.S16", "SKALL", "has a specification", probe=probes.specification_in_place),
    Rule("DOK.B17", "BÖR", "the latest major of OpenAPI", described.newest_openapi),
    Rule("DOK.S19", "SKALL", "every parameter described", described.parameters_described),
    Rule("DOK.S20", "SKALL", "parameters that can be tried", described.parameters_have_examples),
    Rule("DOK.S21", "SKALL", "authentication stated", described.authentication_stated),
    Rule("DOK.S22", "SKALL", "a new specification per major", described.major_in_addresses),
    Rule("DOK.S23", "SKALL", "specification below the version", probe=probes.specification_in_place),
    Rule("DOK.S24", "SKALL", "root file openapi.json", probe=probes.specification_in_place),
)

_TIME = (
    Rule("DOT.S01", "SKALL", "RFC 3339", shapes.times_are_rfc3339),
    Rule("DOT.S02", "SKALL", "all zones taken, UTC given", kit.every_zone_taken, probes.times_in_utc),
    Rule("DOT.B03", "BÖR", "zone as an offset", kit.zone_required),
    Rule("DOT.B04", "BÖR", "zone always given", kit.zone_required),
)

_RESOURCES = (
    Rule("RES.B01", "BÖR", "persistent ids", shapes.ids_are_uuids),
    Rule("RES.B02", "INTE", "no primary keys or personnummer", shapes.no_personal_or_table_ids),
    Rule("RES.B03", "INTE", "no sequential numeric ids", shapes.no_numeric_ids),
    Rule("RES.S04", "SKALL", "nested id unique in its parent", shapes.ids_are_uuids),
    Rule("RES.B05", "BÖR", "logical keys or UUID", shapes.ids_are_uuids),
    Rule("RES.S06", "SKALL", "plural nouns, lower-case, hyphens", shapes.noun_segments),
)

_ADDRESSES = (
    Rule("UFN.B01", "BÖR", "{host}/{api}/{version}/{resource}", described.major_in_addresses),
    Rule("UFN.S02", "SKALL", "HTTPS: links follow the public scheme", probe=probes.links_follow_forwarded),
    Rule("UFN.S03", "INTE", "no payload in the query", shapes.no_payload_in_query),
    Rule("UFN.B04", "BÖR", "fields, filter, sort, page", shapes.snake_case_query),
    Rule("UFN.B05", "INTE", "at most 2048 characters", elsewhere="gateway/gateway/domain/addresses.py"),
    Rule("UFN.S08", "SKALL", "only a hyphen separates words", shapes.noun_segments),
    Rule("UFN.S09", "INTE", "no space or underscore outside the query", shapes.plain_paths),
    Rule("MOG.S01", "SKALL", "Richardson level 2", shapes.http_verbs),
    Rule("MOG.B02", "BÖR", "Richardson level 3", shapes.links_in_answers),
    Rule("MOG.S03", "SKALL", "POST used as GET is explained", shapes.asking_by_post_explained),
)

_SECURITY = (
    Rule("SAK.S01", "SKALL", "TLS 1.2 or later", elsewhere="deploy/nginx.conf"),
    Rule("SAK.B05", "BÖR", "unused methods give 405", probe=probes.unused_methods),
    Rule("SAK.S06", "SKALL", "every request is validated", shapes.closed_request_bodies, probes.unknown_fields_refused),
    Rule("SAK.S08", "SKALL", "authentication and authority", elsewhere="tests/security/test_scope_table.py"),
    Rule("SAK.S09", "INTE", "no Basic or Digest", shapes.bearer_only),
    Rule("SAK.S10", "SKALL", "Authorization: Bearer", shapes.bearer_only),
    Rule("SAK.B12", "INTE", "no access token over five minutes", kit.short_lived_tokens),
    Rule("SAK.B14", "BÖR", "keys are rotated", elsewhere="shared/tests/auth/test_keys.py"),
    Rule("SAK.S15", "INTE", "no API key in an address", shapes.no_secret_in_address),
    Rule("SAK.B17", "BÖR", "CORS only when needed", probe=probes.no_cors),
    Rule("SAK.S21", "INTE", "no tables exposed", shapes.no_personal_or_table_ids),
    Rule("SAK.B22", "INTE", "no database ids exposed", shapes.no_numeric_ids),
    Rule("SAK.S24", "INTE", "errors leak no input", elsewhere="tests/security/test_default_errors.py"),
    Rule("SAK.S25", "INTE", "errors leak no internals", elsewhere="tests/security/test_default_errors.py"),
    Rule("SAK.S26", "INTE", "errors leak no trace", elsewhere="tests/security/test_default_errors.py"),
    Rule("SAK.B29", "BÖR", "Content-Type and Accept respected", probe=probes.content_type_respected),
)

_MESSAGES = (
    Rule("AME.B01", "BÖR", "JSON", shapes.json_bodies, probes.accept_respected),
    Rule("AME.B04", "BÖR", "snake_case or camelCase", shapes.snake_case_query),
    Rule("AME.S05", "SKALL", "never mixed", shapes.one_naming_style),
    Rule("AME.S06", "SKALL", "lists plural", shapes.plural_lists),
    Rule("ARQ.B01", "BÖR", "UTF-8", probe=probes.utf8),
    Rule("ARQ.S06", "SKALL", "GET and the like are idempotent", probe=probes.reads_change_nothing),
    Rule("ARP.B02", "BÖR", "common codes", shapes.common_statuses),
    Rule("ARP.B03", "BÖR", "201 with Location", shapes.creation_answers, probes.created_where_location_says),
    Rule("ARP.B04", "BÖR", "202 with Location: nothing answers 202", shapes.creation_answers),
    Rule("FEL.S01", "SKALL", "RFC 9457 members", shapes.problem_members, probes.problems_at_run_time),
    Rule("FEL.S02", "SKALL", "application/problem+json", shapes.problem_media_type, probes.problems_at_run_time),
)

_VERSIONS = (
    Rule("VER.S04", "SKALL", "semantic versions", described.semantic_version),
    Rule("VER.B05", "BÖR", "v[x] in the address", described.major_in_addresses),
    Rule("VER.S06", "SKALL", "the resource /api-info", probe=probes.api_information),
    Rule("VER.S07", "SKALL", "its five members", probe=probes.api_information),
    Rule("VER.B08", "BÖR", "Deprecation on what is deprecated", described.retirement_headers),
    Rule("VER.B09", "BÖR", "Sunset on what is deprecated", described.retirement_headers),
    Rule("VER.B10", "BÖR", "status among the six", probe=probes.api_status),
    Rule("VER.S11", "SKALL", "alpha and beta are 0.x", probe=probes.api_status),
    Rule("VER.S12", "SKALL", "the first active is 1", probe=probes.api_status),
)

_WEBHOOKS = tuple(
    Rule(f"WEB.{number}", "BÖR" if number == "B02" else "SKALL", "no webhooks: read /changes", described.no_webhooks)
    for number in ("S01", "B02", "S03", "S04", "S05")
)

_LINKS = (
    Rule("HYP.S02", "INTE", "GET changes nothing", probe=probes.reads_change_nothing),
    Rule("HYP.B03", "BÖR", "_links", shapes.links_in_answers),
    Rule("HYP.S05", "SKALL", "self", probe=probes.links_absolute),
    Rule("HYP.B07", "BÖR", "absolute URLs", probe=probes.links_absolute),
    Rule("HYP.S08", "SKALL", "the gateway sends Forwarded", probe=probes.links_follow_forwarded),
    Rule("HYP.S09", "SKALL", "by RFC 7239", probe=probes.links_follow_forwarded),
    *(Rule(f"HYP.S{number}", "SKALL", "a link is href, rel, method", shapes.link_members) for number in range(11, 18)),
)

_LISTS = (
    Rule("FNS.S01", "SKALL", "one naming style", shapes.snake_case_query),
    Rule("FNS.S07", "SKALL", "paging by limit and page", shapes.paged_lists),
    Rule("FNS.S08", "SKALL", "page starts at 1", shapes.first_page_is_one),
    Rule("FNS.B09", "BÖR", "limit is 20 by default", shapes.twenty_by_default, probes.queries_validated),
    Rule("FNS.B10", "BÖR", "_meta and _links", shapes.list_envelope),
    Rule("FNS.B11", "BÖR", "self, first, last, next, prev", probe=probes.page_links),
    Rule("FNS.S12", "SKALL", "links keep the other parameters", probe=probes.page_links),
    Rule("FNS.B13", "BÖR", "total records, page, limit, count", shapes.list_totals),
    Rule("FNS.B14", "BÖR", "out of range is 200 and empty", probe=probes.page_out_of_range),
    Rule("CAC.B01", "BÖR", "GET can be cached", probe=probes.reads_are_cacheable),
)

_TRACES = (
    Rule("SPA.S02", "SKALL", "traceparent taken and passed on", probe=probes.trace_continued),
    Rule("SPA.S03", "SKALL", "a new trace when there is none", probe=probes.trace_continued),
    Rule("SPA.B04", "BÖR", "traceparent in the response", probe=probes.trace_continued),
    Rule("SPA.S07", "INTE", "x-request-id replaces nothing", probe=probes.trace_continued),
    Rule("SPA.B08", "BÖR", "a person can quote the trace", probe=probes.trace_in_problems),
)

_PAGES = (Rule("DOK.S03b", "SKALL", "documentation can be opened", probe=probes.documentation_page),)

PROFILE = (
    *_DOCUMENTATION,
    *_PAGES,
    *_TIME,
    *_RESOURCES,
    *_ADDRESSES,
    *_SECURITY,
    *_MESSAGES,
    *_VERSIONS,
    *_WEBHOOKS,
    *_LINKS,
    *_LISTS,
    *_TRACES,
)
