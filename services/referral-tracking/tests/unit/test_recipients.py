"""The recipients of a referral, recognised as they are printed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boardkit.domain.slugs import slug
from referral_tracking.domain.bodies import STOCKHOLM, Body, BodyKind
from referral_tracking.domain.body_register import (
    STOCKHOLM_REGISTER,
    BoardNames,
    BodyRegister,
    comparable,
    printed_forms,
)
from referral_tracking.domain.recipients import How, recognise, recognise_recipients, settle
from referral_tracking.domain.spelling import edit_distance

# The recipients of the referral KS 2016/000909 as printed, and what each is: the facts of the real letter.
PRINTED = (
    ("Stadsledningskontoret", "Stadsledningskontoret", How.EXACT, 0, None),
    ("Arbetsmarknadsnämnden", "Arbetsmarknadsnämnden", How.EXACT, 0, None),
    ("Exploateringsnämnden", "Exploateringsnämnden", How.EXACT, 0, None),
    ("Kulturnämnden", "Kulturnämnden", How.EXACT, 0, None),
    ("Kyrkogårdsnämnden", "Kyrkogårdsnämnden", How.EXACT, 0, None),
    ("Servicenämnden", "Servicenämnden", How.EXACT, 0, None),
    ("Socialnämnden", "Socialnämnden", How.EXACT, 0, None),
    ("Stadsbyggnadsnämnden", "Stadsbyggnadsnämnden", How.EXACT, 0, None),
    ("Trafiknämnden", "Trafiknämnden", How.EXACT, 0, None),
    ("Trafiknämnden", "Trafiknämnden", How.EXACT, 0, 9),
    ("Utbildningsnämnden", "Utbildningsnämnden", How.EXACT, 0, None),
    ("Äldrenämnden", "Äldrenämnden", How.EXACT, 0, None),
    ("Bromma stadsdelsnämnd", "Bromma stadsdelsnämnd", How.EXACT, 0, None),
    ("Enskede-Årsta-Vantörs stadsdelsnämnd", "Enskede-Årsta-Vantörs stadsdelsnämnd", How.EXACT, 0, None),
    ("Farsta stadsdelsnämnd", "Farsta stadsdelsnämnd", How.EXACT, 0, None),
    ("Hägersten-Liljeholmens stadsdelsnämnd", "Hägersten-Liljeholmens stadsdelsnämnd", How.EXACT, 0, None),
    ("Hässelby-Vällingby stadsdelsnämnd", "Hässelby-Vällingby stadsdelsnämnd", How.EXACT, 0, None),
    ("Kungsholmens stadsdelsnämnd", "Kungsholmens stadsdelsnämnd", How.EXACT, 0, None),
    ("Norrmalms stadsdelsnämnd", "Norrmalms stadsdelsnämnd", How.EXACT, 0, None),
    ("Rinkeby-Kista stadsdelsnämnd", "Rinkeby-Kista stadsdelsnämnd", How.EXACT, 0, None),
    ("Skärholmens stadsdelsnämnd", "Skärholmens stadsdelsnämnd", How.EXACT, 0, None),
    ("Södermalms stadsdelsnämnd", "Södermalms stadsdelsnämnd", How.EXACT, 0, None),
    ("Älvsjö stadsdelsnämnd", "Älvsjö stadsdelsnämnd", How.EXACT, 0, None),
    ("Östermalms stadsdelsnämnd", "Östermalms stadsdelsnämnd", How.EXACT, 0, None),
    ("Stockholms Stadshus AB", "Stockholms Stadshus AB", How.EXACT, 0, None),
    ("AB Stockholmshem", "AB Stockholmshem", How.EXACT, 0, None),
    ("AB svenska bostäder", "AB Svenska Bostäder", How.EXACT, 0, None),
    ("Familjebostäder", "AB Familjebostäder", How.ALIAS, 0, None),
    ("fastighet", "Fastighetsnämnden", How.ALIAS, 0, None),
    ("Idrottsnämndens", "Idrottsnämnden", How.ALIAS, 0, None),
    ("miljö och hälsoskydd", "Miljö- och hälsoskyddsnämnden", How.ALIAS, 0, None),
    ("Sisab", "Skolfastigheter i Stockholm AB", How.ALIAS, 0, None),
    ("Stockholm buisness region AB", "Stockholm Business Region AB", How.SPELLING, 1, None),
    ("STOCKHOLM HAMNAR", "Stockholms Hamn AB", How.SPELLING, 1, None),
    ("stockholm vatten", "Stockholm Vatten och Avfall AB", How.ALIAS, 0, None),
    ("stockholm vatten", "Stockholm Vatten och Avfall AB", How.ALIAS, 0, 35),
    ("Stockholms stads parkering AB", "Stockholms Stads Parkerings AB", How.SPELLING, 1, None),
    ("valnämnd", "Valnämnden", How.ALIAS, 0, None),
)


def test_every_recipient_of_the_real_letter_is_recognised() -> None:
    recognised = recognise_recipients([line[0] for line in PRINTED], STOCKHOLM_REGISTER)

    assert [
        (found.as_printed, found.body and found.body.name, found.how, found.distance, found.duplicate_of)
        for found in recognised
    ] == list(PRINTED)
    assert [found.position for found in recognised] == list(range(1, 39))
    assert len({found.body.slug for found in recognised if found.body}) == 36


@pytest.mark.parametrize(
    ("printed", "slug_of_body"),
    [
        ("Norrmalms stadsdelsnämnd", "norrmalm"),
        ("norrmalm", "norrmalm"),
        ("NORRMALMS STADSDELSNÄMNDS", "norrmalm"),
        ("Stadsdelsnämnden Norrmalm", "norrmalm"),
        ("SDN Norrmalm", "norrmalm"),
        ("Norrmalm stadsdelsnämnd", "norrmalm"),
        ("  Norrmalms\u00a0 stadsdels\u00adnämnd ", "norrmalm"),
        ("Norrmalms stadsdelsna\u0308mnd", "norrmalm"),
        ("Enskede – Årsta – Vantörs stadsdelsnämnd", "enskede-arsta-vantor"),
        ("KS", "kommunstyrelsen"),
        ("Kommunstyrelsens", "kommunstyrelsen"),
        ("SLK", "stadsledningskontoret"),
        ("Stokab AB", "ab-stokab"),
        ("St Erik Försäkring", "s-t-erik-forsakrings-ab"),
        ("Miljö-och hälsoskyddsnämnden", "miljo-och-halsoskyddsnamnden"),
        ("Svenska Bostäder", "ab-svenska-bostader"),
        ("Idrottsnämnds", "idrottsnamnden"),
    ],
)
def test_names_are_recognised_in_the_forms_they_are_printed(printed: str, slug_of_body: str) -> None:
    found = recognise(printed, STOCKHOLM_REGISTER)

    assert found.how in {How.EXACT, How.ALIAS}
    assert found.body is not None
    assert found.body.slug == slug_of_body


@pytest.mark.parametrize(
    ("printed", "slug_of_body", "distance"),
    [
        ("Trafknämnden", "trafiknamnden", 1),
        ("Utbilningsnämnden", "utbildningsnamnden", 1),
        ("Sodermalms stadsdelsnamnd", "sodermalm", 2),
        ("Kommunsyrelsen", "kommunstyrelsen", 1),
    ],
)
def test_a_slip_of_the_pen_is_recognised_with_its_distance(printed: str, slug_of_body: str, distance: int) -> None:
    found = recognise(printed, STOCKHOLM_REGISTER)

    assert (found.how, found.body and found.body.slug, found.distance) == (
        How.SPELLING,
        slug_of_body,
        distance,
    )


@pytest.mark.parametrize(
    "printed",
    [
        "Byggnadsnämnden",
        "Kyrkonämnden",
        "Polismyndigheten",
        "Region Stockholm",
        "Sisb",
        "Socialförvaltningen",
        "Norrköpings stadsdelsnämnd",
        "Stockholm",
        "AB",
        "nämnden",
        "-",
        "",
        "東京都",
    ],
)
def test_what_is_not_close_enough_is_left_for_a_person(printed: str) -> None:
    found = recognise(printed, STOCKHOLM_REGISTER)

    assert (found.how, found.body, found.as_printed) == (How.UNRECOGNISED, None, printed)


def test_a_spelling_near_two_bodies_is_ambiguous() -> None:
    found = recognise("Stockholmsham", STOCKHOLM_REGISTER)

    assert found.how is How.AMBIGUOUS
    assert found.body is None
    assert [body.slug for body in found.candidates] == ["ab-stockholmshem", "stockholms-hamn-ab"]


def test_an_alias_of_two_bodies_is_ambiguous() -> None:
    register = BodyRegister.of(
        [
            Body("ett", "Ettans nämnd", BodyKind.BOARD, ("Miljö",)),
            Body("tva", "Tvåans nämnd", BodyKind.BOARD, ("Miljö",)),
        ]
    )

    found = recognise("miljö", register)

    assert (found.how, found.body) == (How.AMBIGUOUS, None)
    assert [body.slug for body in found.candidates] == ["ett", "tva"]


def test_repeated_lines_point_at_the_first_whatever_their_form() -> None:
    recognised = recognise_recipients(
        ["valnämnd", "Polismyndigheten", "Valnämnden", "polismyndigheten"], STOCKHOLM_REGISTER
    )

    assert [found.duplicate_of for found in recognised] == [None, None, 1, 2]


def test_what_a_person_settles_stands_and_may_be_no_body_at_all() -> None:
    recognised = recognise_recipients(["Valnämnden", "val nämnden i sta'n", "Polisen"], STOCKHOLM_REGISTER)

    settled = settle(settle(recognised, 2, STOCKHOLM_REGISTER.find("valnamnden")), 3, None)

    assert [(one.how, one.body_slug, one.duplicate_of) for one in settled] == [
        (How.EXACT, "valnamnden", None),
        (How.PERSON, "valnamnden", 1),
        (How.PERSON, None, None),
    ]


def test_boards_of_the_case_registry_bring_their_own_names() -> None:
    register = STOCKHOLM_REGISTER.with_boards(
        [
            BoardNames("norrmalm", "Norrmalms stadsdelsnämnd", ("Malmnämnden",)),
            BoardNames("fritidsnamnden", "Fritidsnämnden"),
        ]
    )

    known = recognise("malmnämnden", register)
    new = recognise("Fritidsnämnd", register)

    assert known.body is not None
    assert known.body.slug == "norrmalm"
    assert known.body.name == "Norrmalms stadsdelsnämnd"
    assert new.body is not None
    assert (new.body.slug, new.body.kind) == ("fritidsnamnden", BodyKind.BOARD)


def test_no_form_in_the_register_stands_for_two_bodies() -> None:
    assert {form: bodies for form, bodies in STOCKHOLM_REGISTER.by_form.items() if len(bodies) > 1} == {}


def test_slugs_follow_from_the_names_and_are_unique() -> None:
    assert len({body.slug for body in STOCKHOLM}) == len(STOCKHOLM)
    assert [body.slug for body in STOCKHOLM] == [slug(body.place or body.name) for body in STOCKHOLM]


def test_successors_and_offices_point_at_bodies_of_the_register() -> None:
    referred = {body.successor for body in STOCKHOLM} | {body.part_of for body in STOCKHOLM}

    assert all(STOCKHOLM_REGISTER.find(name) for name in referred - {None} if name)
    assert STOCKHOLM_REGISTER.find("hagersten-liljeholmen-nord") is None
    assert [body.slug for body in STOCKHOLM if body.kind is BodyKind.OFFICE] == ["stadsledningskontoret"]


@settings(deadline=None)
@given(st.sampled_from(STOCKHOLM), st.data())
def test_misprints_within_the_threshold_never_become_another_body(body: Body, data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(sorted(printed_forms(body))))
    misprinted = misprint(form, data)
    if len(form) > 16:
        misprinted = misprint(misprinted, data)

    found = recognise(misprinted, STOCKHOLM_REGISTER)

    assert found.body is None or found.body == body


def misprint(text: str, data: st.DataObject) -> str:
    """The text with one letter dropped, added or exchanged."""
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyzåäö"))
    dropped, added, exchanged = (
        text[:place] + text[place + 1 :],
        text[:place] + letter + text[place:],
        text[:place] + letter + text[place + 1 :],
    )
    return data.draw(st.sampled_from([dropped, added, exchanged]))


@given(st.sampled_from(STOCKHOLM), st.sampled_from([str.upper, str.lower, str.title]))
def test_letter_case_never_matters(body: Body, printed: object) -> None:
    assert callable(printed)

    found = recognise(printed(body.name), STOCKHOLM_REGISTER)

    assert (found.body, found.how) == (body, How.EXACT)


@settings(deadline=None)
@given(st.lists(st.text(max_size=40), max_size=30))
def test_any_text_gives_one_answer_a_line_and_never_a_silent_guess(lines: list[str]) -> None:
    recognised = recognise_recipients(lines, STOCKHOLM_REGISTER)

    assert [found.as_printed for found in recognised] == lines
    for found in recognised:
        assert (found.body is not None) == (found.how in {How.EXACT, How.ALIAS, How.SPELLING})
        assert found.distance == 0 or found.how is How.SPELLING
        assert found.duplicate_of is None or found.duplicate_of < found.position


@given(st.text("abcåäö", max_size=8), st.text("abcåäö", max_size=8), st.integers(0, 8))
def test_edit_distance_is_symmetric_and_bounded(one: str, other: str, limit: int) -> None:
    distance = edit_distance(one, other, 8)

    assert distance is not None
    assert distance == edit_distance(other, one, 8)
    assert (distance == 0) == (one == other)
    assert edit_distance(one, other, limit) == (distance if distance <= limit else None)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("", "", 0), ("", "å", 1), ("ab", "ba", 1), ("kitten", "sitting", 3), ("ca", "abc", 3), ("ö", "o", 1)],
)
def test_edit_distance_of_known_pairs(one: str, other: str, distance: int) -> None:
    assert edit_distance(one, other, 5) == distance


@given(st.text())
def test_comparing_twice_changes_nothing(text: str) -> None:
    assert comparable(comparable(text)) == comparable(text)
