"""Each API follows each rule of the national REST profile, or the exception is listed with its reason."""

from pathlib import Path

import pytest

from tests.contract.apis import PACKAGES, present_services, service_document
from tests.contract.conftest import Targets
from tests.contract.document import Document, Finding
from tests.contract.exceptions import listed_exceptions
from tests.contract.profile import PROFILE, Rule

ROOT = Path(__file__).parents[2]
DOCUMENT_RULES = [rule for rule in PROFILE if rule.document is not None]
PROBE_RULES = [rule for rule in PROFILE if rule.probe is not None]
APIS = present_services()


def names(rule: Rule) -> str:
    """What a rule is called in the test's name."""
    return rule.id


def test_every_house_has_an_app() -> None:
    assert present_services() == list(PACKAGES)


def test_each_rule_stands_once_and_is_checked_or_met() -> None:
    ids = [rule.id for rule in PROFILE]

    assert sorted(set(ids)) == sorted(ids)
    assert [rule.id for rule in PROFILE if not (rule.document or rule.probe or rule.elsewhere)] == []


def test_what_is_met_elsewhere_is_there() -> None:
    assert [rule for rule in PROFILE if rule.elsewhere and not (ROOT / rule.elsewhere).exists()] == []


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("rule", DOCUMENT_RULES, ids=names)
def test_document(rule: Rule, api: str) -> None:
    assert rule.document is not None

    assert unlisted(rule, api, list(rule.document(service_document(api)))) == []


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("rule", PROBE_RULES, ids=names)
async def test_probe(rule: Rule, api: str, target_of: Targets) -> None:
    assert rule.probe is not None

    assert unlisted(rule, api, [finding async for finding in rule.probe(await target_of(api))]) == []


def test_every_exception_is_needed() -> None:
    rules = {rule.id: rule for rule in DOCUMENT_RULES}
    unneeded = [
        (exception.rule, exception.api, exception.where)
        for exception in listed_exceptions()
        if not any(
            exception.covers(exception.rule, api, finding)
            for api in APIS
            if exception.concerns(api)
            for finding in found(rules[exception.rule], service_document(api))
        )
    ]

    assert unneeded == []


@pytest.mark.parametrize("api", APIS)
def test_the_documentation_tells_of_every_exception(api: str) -> None:
    description = service_document(api).raw["info"]["description"]

    untold = {exception.rule for exception in listed_exceptions() if exception.rule not in description}

    assert untold == set()


def found(rule: Rule, document: Document) -> list[Finding]:
    """What `rule` finds in `document`, exceptions included."""
    return [] if rule.document is None else list(rule.document(document))


def unlisted(rule: Rule, api: str, findings: list[Finding]) -> list[Finding]:
    """The findings that no listed exception covers."""
    exceptions = listed_exceptions()
    return [
        finding for finding in findings if not any(exception.covers(rule.id, api, finding) for exception in exceptions)
    ]
