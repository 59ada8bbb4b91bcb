"""The bodies that Stockholm consults (remissinstanser): boards, offices and companies, with their names.

Facts only: official names, when a body existed where that matters, and the short forms in which city
documents print them. How a printed line is matched with a body is in `recipients`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class BodyKind(StrEnum):
    """What sort of body is consulted."""

    BOARD = "board"
    DISTRICT_BOARD = "district-board"
    OFFICE = "office"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Body:
    """One body that can be consulted (remissinstans).

    slug: permanent name in addresses; a district board's is its district, as in the case registry.
    name: official name.
    aliases: other names and short forms met in print; inflected forms are derived, not listed.
    place: the district of a district board, without the genitive s.
    existed_from, existed_until: first and last day, where the body is newer or older than the register.
    successor: slug of the body that took over.
    part_of: slug of the board that an office works under (an office is not a board).
    """

    slug: str
    name: str
    kind: BodyKind
    aliases: tuple[str, ...] = ()
    place: str | None = None
    existed_from: date | None = None
    existed_until: date | None = None
    successor: str | None = None
    part_of: str | None = None


def _board(slug: str, name: str, *aliases: str) -> Body:
    return Body(slug, name, BodyKind.BOARD, aliases)


def _company(slug: str, name: str, *aliases: str) -> Body:
    return Body(slug, name, BodyKind.COMPANY, aliases)


def _district(slug: str, place: str, name: str, *, since: date | None = None) -> Body:
    return Body(slug, name, BodyKind.DISTRICT_BOARD, place=place, existed_from=since)


def _merged_district(slug: str, place: str, name: str, *, until: date, into: str) -> Body:
    return Body(slug, name, BodyKind.DISTRICT_BOARD, place=place, existed_until=until, successor=into)


_BOARDS = (
    _board("kommunstyrelsen", "Kommunstyrelsen", "Kommunstyrelse", "KS"),
    _board("arbetsmarknadsnamnden", "Arbetsmarknadsnämnden", "Arbetsmarknad"),
    _board("avfallsnamnden", "Avfallsnämnden"),
    _board("exploateringsnamnden", "Exploateringsnämnden", "Exploatering"),
    _board("fastighetsnamnden", "Fastighetsnämnden", "Fastighet"),
    _board("idrottsnamnden", "Idrottsnämnden", "Idrott"),
    _board("kulturnamnden", "Kulturnämnden", "Kultur"),
    _board("kyrkogardsnamnden", "Kyrkogårdsnämnden", "Kyrkogård"),
    _board("miljo-och-halsoskyddsnamnden", "Miljö- och hälsoskyddsnämnden", "Miljö och hälsoskydd"),
    _board("servicenamnden", "Servicenämnden", "Service"),
    _board("socialnamnden", "Socialnämnden"),
    _board("stadsbyggnadsnamnden", "Stadsbyggnadsnämnden", "Stadsbyggnad"),
    _board("trafiknamnden", "Trafiknämnden", "Trafik"),
    _board("utbildningsnamnden", "Utbildningsnämnden", "Utbildning"),
    _board("valnamnden", "Valnämnden"),
    _board("aldrenamnden", "Äldrenämnden"),
    _board("overformyndarnamnden", "Överförmyndarnämnden"),
)

_END_OF_JUNE_2020 = date(2020, 6, 30)
_END_OF_JUNE_2023 = date(2023, 6, 30)

_DISTRICT_BOARDS = (
    _district("bromma", "Bromma", "Bromma stadsdelsnämnd"),
    _district("enskede-arsta-vantor", "Enskede-Årsta-Vantör", "Enskede-Årsta-Vantörs stadsdelsnämnd"),
    _district("farsta", "Farsta", "Farsta stadsdelsnämnd"),
    _merged_district(
        "hagersten-liljeholmen",
        "Hägersten-Liljeholmen",
        "Hägersten-Liljeholmens stadsdelsnämnd",
        until=_END_OF_JUNE_2020,
        into="hagersten-alvsjo",
    ),
    _merged_district("alvsjo", "Älvsjö", "Älvsjö stadsdelsnämnd", until=_END_OF_JUNE_2020, into="hagersten-alvsjo"),
    _district("hagersten-alvsjo", "Hägersten-Älvsjö", "Hägersten-Älvsjö stadsdelsnämnd", since=date(2020, 7, 1)),
    _district("hasselby-vallingby", "Hässelby-Vällingby", "Hässelby-Vällingby stadsdelsnämnd"),
    _district("kungsholmen", "Kungsholmen", "Kungsholmens stadsdelsnämnd"),
    _merged_district(
        "norrmalm", "Norrmalm", "Norrmalms stadsdelsnämnd", until=_END_OF_JUNE_2023, into="norra-innerstaden"
    ),
    _merged_district(
        "ostermalm",
        "Östermalm",
        "Östermalms stadsdelsnämnd",
        until=_END_OF_JUNE_2023,
        into="norra-innerstaden",
    ),
    _district("norra-innerstaden", "Norra innerstaden", "Norra innerstadens stadsdelsnämnd", since=date(2023, 7, 1)),
    _merged_district(
        "rinkeby-kista",
        "Rinkeby-Kista",
        "Rinkeby-Kista stadsdelsnämnd",
        until=_END_OF_JUNE_2023,
        into="jarva",
    ),
    _merged_district(
        "spanga-tensta",
        "Spånga-Tensta",
        "Spånga-Tensta stadsdelsnämnd",
        until=_END_OF_JUNE_2023,
        into="jarva",
    ),
    _district("jarva", "Järva", "Järva stadsdelsnämnd", since=date(2023, 7, 1)),
    _district("skarpnack", "Skarpnäck", "Skarpnäcks stadsdelsnämnd"),
    _district("skarholmen", "Skärholmen", "Skärholmens stadsdelsnämnd"),
    _district("sodermalm", "Södermalm", "Södermalms stadsdelsnämnd"),
)

_OFFICES = (
    Body(
        "stadsledningskontoret",
        "Stadsledningskontoret",
        BodyKind.OFFICE,
        ("Stadsledningskontor", "SLK"),
        part_of="kommunstyrelsen",
    ),
)

_COMPANIES = (
    _company("stockholms-stadshus-ab", "Stockholms Stadshus AB", "Stadshus AB"),
    _company("ab-svenska-bostader", "AB Svenska Bostäder"),
    _company("ab-familjebostader", "AB Familjebostäder"),
    _company("ab-stockholmshem", "AB Stockholmshem"),
    _company(
        "bostadsformedlingen-i-stockholm-ab",
        "Bostadsförmedlingen i Stockholm AB",
        "Bostadsförmedlingen",
        "Stockholms Stads Bostadsförmedling AB",
    ),
    _company("skolfastigheter-i-stockholm-ab", "Skolfastigheter i Stockholm AB", "SISAB"),
    _company("micasa-fastigheter-i-stockholm-ab", "Micasa Fastigheter i Stockholm AB", "Micasa"),
    _company(
        "stockholm-globe-arena-fastigheter-ab",
        "Stockholm Globe Arena Fastigheter AB",
        "SGA Fastigheter",
    ),
    _company("stockholm-vatten-och-avfall-ab", "Stockholm Vatten och Avfall AB", "Stockholm Vatten"),
    _company("stockholms-hamn-ab", "Stockholms Hamn AB", "Stockholms Hamnar"),
    _company("ab-stokab", "AB Stokab"),
    _company("stockholms-stads-parkerings-ab", "Stockholms Stads Parkerings AB", "Stockholm Parkering"),
    _company("kulturhuset-stadsteatern-ab", "Kulturhuset Stadsteatern AB", "Stockholms Stadsteater AB"),
    _company("s-t-erik-markutveckling-ab", "S:t Erik Markutveckling AB"),
    _company("s-t-erik-forsakrings-ab", "S:t Erik Försäkrings AB", "S:t Erik Försäkring"),
    _company("s-t-erik-livforsakring-ab", "S:t Erik Livförsäkring AB"),
    _company("stockholm-business-region-ab", "Stockholm Business Region AB", "SBR"),
)

STOCKHOLM: tuple[Body, ...] = _BOARDS + _DISTRICT_BOARDS + _OFFICES + _COMPANIES
