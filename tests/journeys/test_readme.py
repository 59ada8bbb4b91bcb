"""The request that README shows is answered as README says."""

import pytest

from kansli_local.office import Office, require
from tests.architecture.readme_request import readme_example, shows

pytestmark = pytest.mark.xdist_group("suite")


def test_the_request_in_readme_gets_the_answer_in_readme(office: Office) -> None:
    example = readme_example()

    answer = require(office.ask("portal", example.path, example.body), 200).answer

    assert example.method == "POST"
    assert shows(example.answer, answer)
