"""Items are numbered in the published order and keep together by group, in whatever order they come in."""

from hypothesis import given
from hypothesis import strategies as st

from case_registry.domain.agenda import number_for_new_item

PUBLISHED = (
    [None] * 3
    + ["Inkomna medborgarförslag"]
    + ["Svar på medborgarförslag"]
    + ["Beslutsärenden"]
    + ["Svar på remisser"] * 2
    + ["Anmälningsärenden"] * 8
    + ["Slutet sammanträde"]
)

groups = st.lists(st.sampled_from([None, "Beslutsärenden", "Svar på remisser", "Anmälningsärenden"]), max_size=12)


def assembled(arrivals: list[str | None]) -> list[tuple[str | None, int]]:
    """The agenda that comes of adding items in this order: each its group and when it arrived."""
    agenda: list[tuple[str | None, int]] = []
    for arrival, group in enumerate(arrivals):
        number = number_for_new_item([placed for placed, _ in agenda], group)
        agenda.insert(number - 1, (group, arrival))
    return agenda


def test_the_published_agenda_is_numbered_as_it_was_printed() -> None:
    numbers = [number_for_new_item(PUBLISHED[:count], group) for count, group in enumerate(PUBLISHED)]

    assert numbers == list(range(1, 18))


def test_a_late_item_joins_its_group() -> None:
    assert number_for_new_item(PUBLISHED, "Svar på remisser") == 9
    assert number_for_new_item(PUBLISHED, "Anmälningsärenden") == 17


def test_an_item_of_no_group_or_a_new_one_comes_last() -> None:
    assert number_for_new_item(PUBLISHED, None) == 18
    assert number_for_new_item(PUBLISHED, "Nämndinitiativ") == 18
    assert number_for_new_item([], "Beslutsärenden") == 1


@given(groups)
def test_every_item_is_there_once_and_groups_are_whole(arrivals: list[str | None]) -> None:
    agenda = assembled(arrivals)

    assert sorted(arrival for _, arrival in agenda) == list(range(len(arrivals)))
    for group in set(arrivals) - {None}:
        places = [place for place, (of_group, _) in enumerate(agenda) if of_group == group]
        assert places == list(range(places[0], places[0] + len(places)))
        of_group_in_order = [arrival for placed, arrival in agenda if placed == group]
        assert of_group_in_order == sorted(of_group_in_order)
