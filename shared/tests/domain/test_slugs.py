"""Names for addresses and the order of the Swedish alphabet."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardkit.domain.errors import InvalidInput
from boardkit.domain.slugs import slug, swedish_sort_key


class TestSlug:
    @pytest.mark.parametrize(
        ("title", "name"),
        [
            ("Biträdande enhetschef", "bitradande-enhetschef"),
            ("Stadsdelsdirektör", "stadsdelsdirektor"),
            ("Norrmalms stadsdelsnämnd", "norrmalms-stadsdelsnamnd"),
            (
                "Kommunstyrelsens råd för funktionshinderfrågor",
                "kommunstyrelsens-rad-for-funktionshinderfragor",
            ),
            ("  Individ- och familjeomsorg ", "individ-och-familjeomsorg"),
            ("VÅRD & OMSORG", "vard-omsorg"),
            ("Idéburen verksamhet (6.2.1)", "ideburen-verksamhet-6-2-1"),
            ("A\u030angermanland", "angermanland"),
            ("stads\u00addels\u00adnämnd", "stadsdelsnamnd"),
            ("Øster Æbelø, Łódź, Straße, Þór", "oster-aebelo-lodz-strasse-thor"),
            ("--x--", "x"),
        ],
    )
    def test_examples(self, title: str, name: str) -> None:
        assert slug(title) == name

    @pytest.mark.parametrize("title", ["", "   ", "\u2013", "!?", "東京", "\u0301"])
    def test_a_title_without_latin_letters_is_refused(self, title: str) -> None:
        with pytest.raises(InvalidInput):
            slug(title)

    @given(st.text())
    def test_form_and_stability(self, title: str) -> None:
        try:
            name = slug(title)
        except InvalidInput:
            return

        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
        assert slug(name) == name
        assert slug(name.upper()) == name

    @given(st.text(alphabet="abcåäöéüABCÅÄÖÉÜ 0123456789-", min_size=1).filter(lambda t: t.strip(" -")))
    def test_swedish_titles_always_have_one(self, title: str) -> None:
        assert slug(title)


def in_swedish_order(names: list[str]) -> list[str]:
    keys = {swedish_sort_key(name): name for name in names}
    return [keys[key] for key in sorted(keys)]


class TestSwedishSortKey:
    @pytest.mark.parametrize(
        "ordered",
        [
            ["Adolf Fredrik", "Hagastaden", "Vasastaden", "Zinkensdamm", "Årsta", "Älvsjö", "Östermalm"],
            ["a", "Z", "å", "Ä", "ö"],
            ["vad", "vy", "wad", "xylofon"],
            ["eb", "éc", "ed"],
            ["Stora Essingen", "Stora Skuggan", "Storängsbotten"],
            ["Vård", "Vård och omsorg", "Vårdboende"],
            ["10", "2", "a"],
            ["zon", "ål", "æb", "äc", "øb", "öc"],
            ["yb", "üc", "yd", "z"],
            ["ab", "a-b", "abc"],
            ["", "a"],
            ["omega", "ö", "ω"],
        ],
    )
    def test_order(self, ordered: list[str]) -> None:
        assert in_swedish_order(ordered) == ordered

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("NORRMALM", "norrmalm"),
            ("Idé", "ide"),
            ("Ö", "ö"),
            ("A\u030a", "å"),
            ("\u212bngström", "Ångström"),
            ("  Norra   stationsgatan ", "norra\u00a0stationsgatan"),
            ("STRASSE", "Straße"),
        ],
    )
    def test_differences_that_do_not_count(self, one: str, other: str) -> None:
        assert swedish_sort_key(one) == swedish_sort_key(other)

    @pytest.mark.parametrize(("one", "other"), [("v", "w"), ("a", "å"), ("å", "ä"), ("o", "ö"), ("ab", "a-b")])
    def test_differences_that_count(self, one: str, other: str) -> None:
        assert swedish_sort_key(one) != swedish_sort_key(other)

    def test_characters_used_as_weights_are_punctuation_when_written(self) -> None:
        assert in_swedish_order(["z", "a{", "a|", "a}b", "å"]) == ["a{", "a|", "a}b", "z", "å"]

    @given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzåäö "), st.text(alphabet="abcdefghijklmnopqrstuvwxyzåäö "))
    def test_letter_by_letter_as_in_the_alphabet(self, one: str, other: str) -> None:
        alphabet = " abcdefghijklmnopqrstuvwxyzåäö"

        def places(text: str) -> list[int]:
            return [alphabet.index(letter) for letter in " ".join(text.split())]

        assert (swedish_sort_key(one) < swedish_sort_key(other)) == (places(one) < places(other))

    @given(st.text())
    def test_can_be_stored_and_ordered_by_its_bytes(self, text: str) -> None:
        key = swedish_sort_key(text)

        assert "\x00" not in key
        assert key.count("\x01") <= 1

    @given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.text(alphabet="aåé-ü ö!ω\u10000"))
    def test_utf8_bytes_order_as_the_key_does(self, one: str, other: str) -> None:
        first, second = swedish_sort_key(one), swedish_sort_key(other)

        assert (first < second) == (first.encode() < second.encode())

    @given(st.text(alphabet="abcåäöéüwv -!09"))
    def test_case_never_counts(self, text: str) -> None:
        assert swedish_sort_key(text.upper()) == swedish_sort_key(text)
