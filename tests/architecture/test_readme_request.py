"""How the request that README shows is held against what the suite answers."""

from tests.architecture.readme_request import ANYTHING, shows


def test_a_shortened_answer_shows_the_real_one() -> None:
    real = {"items": [{"id": "x", "days_left": 25}, {"id": "y"}], "_meta": {"count": 2}}

    assert shows({"items": [{"days_left": 25}, ANYTHING], "_meta": ANYTHING}, real)
    assert shows(real, real)


def test_another_value_or_a_missing_member_is_not_the_real_one() -> None:
    real = {"items": [{"days_left": 25}]}

    assert not shows({"items": [{"days_left": 24}]}, real)
    assert not shows({"items": []}, real)
    assert not shows({"items": [{"days_left": 25}], "more": 1}, real)
    assert not shows({"items": {"days_left": 25}}, real)
