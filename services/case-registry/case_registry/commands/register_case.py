"""Register a case (ärende) in the diary of a board."""

from sqlalchemy import RowMapping, select
from sqlalchemy.dialects.postgresql import insert

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.domain.errors import Text
from boardkit.domain.ids import new_id
from case_registry import queries
from case_registry.commands._case_records import case_change
from case_registry.commands._finding import board_of
from case_registry.domain.cases import CaseRegistration, CaseStatus
from case_registry.domain.diary_numbers import (
    DiaryFormat,
    DiaryNumber,
    TakenOverDiary,
    check_taken_over,
    serials_used_before,
)
from case_registry.domain.errors import DiaryNumberTaken, UnknownClassification
from case_registry.tables import case_numbers, cases, classifications


async def register_case(work: UnitOfWork, registration: CaseRegistration) -> RowMapping:
    """Register a case under the next number of its board's diary, or under the number it brings.

    The number is taken in this transaction, so that a case that is not registered after all leaves no gap.
    Raises `NotFound` for a board out of reach, `UnknownClassification`, `TakenOverNumberRefused`,
    `DiaryNumberTaken` and `DiaryYearNotOwn`.
    """
    board = await board_of(work, registration.board)
    await _check_classification(work, registration)
    number = await _number(work, board, registration.taken_over_number)
    case = await _insert(work, registration, number)
    if registration.also_known_as:
        await _insert_other_numbers(work, case, registration.also_known_as)
    reason = "case registered" if registration.taken_over_number is None else "case taken over"
    work.record(case_change("created", case, reason, {"diary_number": case["diary_number"]}))
    return await work.one(queries.case_by_id(work.caller, case["id"]))


async def _check_classification(work: UnitOfWork, registration: CaseRegistration) -> None:
    if registration.classification is None:
        return
    in_plan = select(classifications.c.id).where(
        classifications.c.board == registration.board, classifications.c.code == registration.classification
    )
    if await work.first(in_plan) is None:
        raise UnknownClassification(
            Text(
                sv="Koden finns inte i nämndens klassificeringsplan.",
                en="The code is not in the board's classification plan.",
            ),
            pointer="/classification",
        )


async def _number(work: UnitOfWork, board: RowMapping, brought: DiaryNumber | None) -> DiaryNumber:
    taken_over = (
        None
        if board["taken_over_year"] is None
        else TakenOverDiary(board["taken_over_year"], board["taken_over_last_serial"])
    )
    if brought is not None:
        check_taken_over(brought, taken_over, board["diary_prefix"])
        return brought
    year = work.today.year
    used = serials_used_before(taken_over, year)
    serial = await work.next_number(f"diary {board['slug']}", year, after=used)
    diary = DiaryFormat(prefix=board["diary_prefix"], padding=board["diary_padding"])
    return DiaryNumber(diary.write(year, serial), year, serial, board["diary_prefix"])


async def _insert(work: UnitOfWork, registration: CaseRegistration, number: DiaryNumber) -> RowMapping:
    statement = (
        insert(cases)
        .values(
            id=new_id(),
            board=registration.board,
            year=number.year,
            serial=number.serial,
            body_code=number.body_code,
            diary_number=number.as_written,
            title=registration.title,
            case_type=registration.case_type,
            status=CaseStatus.REGISTERED,
            classification=registration.classification,
            registered_on=work.today,
        )
        .on_conflict_do_nothing(index_elements=["board", "year", "serial"])
        .returning(*cases.c)
    )
    row = await work.first(statement)
    if row is None:
        raise DiaryNumberTaken(
            Text(
                sv="Ett annat ärende i nämnden har redan det diarienumret, kanske skrivet på annat sätt.",
                en="Another case of the board has that diary number already, perhaps written another way.",
            ),
            pointer="/taken_over_number",
        )
    return row


async def _insert_other_numbers(work: UnitOfWork, case: RowMapping, numbers: tuple[DiaryNumber, ...]) -> None:
    rows = [
        {
            "case_id": case["id"],
            "place": place,
            "board": case["board"],
            "as_written": number.as_written,
            "year": number.year,
            "serial": number.serial,
            "body_code": number.body_code,
        }
        for place, number in enumerate(numbers, start=1)
    ]
    await work.connection.execute(insert(case_numbers), rows)
