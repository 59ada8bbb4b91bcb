"""Examples of reports to the board, of the queue before them and of announcements."""

from typing import Any, Final

Example = dict[str, Any]

_BASE: Final = "https://kansli.example/delegation-rules/v1"
_REPORT_ID: Final = "0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c40"
_MEETING_ID: Final = "0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c41"
_DECISION_ID: Final = "0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c42"
_PERSON_ID: Final = "0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c43"
_ANNOUNCEMENT_ID: Final = "0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c44"


def _link(path: str, rel: str = "related", method: str = "GET") -> Example:
    return {"href": f"{_BASE}/{path}", "rel": rel, "method": method}


NEW_REPORT: Final[Example] = {"board": "norrmalm", "meeting_id": _MEETING_ID}
PLACEMENT: Final[Example] = {"group": "Anmälningsärenden", "title": "Anmälan av delegationsbeslut"}
REPORTING: Final[Example] = {"paragraph": 14, "reported_on": "2019-06-13"}
REPORT_SUMMARY: Final[Example] = {
    "id": _REPORT_ID,
    "board": "norrmalm",
    "meeting_id": _MEETING_ID,
    "held_on": "2019-06-13",
    "status": "prepared",
    "placement": "not-asked",
    "placement_failure": None,
    "agenda_item_id": None,
    "agenda_number": None,
    "paragraph": None,
    "reported_on": None,
    "drawn_up_on": "2019-06-03",
    "decision_count": 1,
    "left_to_settle": 0,
    "_links": {"self": _link(f"board-reports/{_REPORT_ID}", "self")},
}
REPORT_LINE: Final[Example] = {
    "decision_id": _DECISION_ID,
    "year": 2019,
    "number": 11,
    "diary_number": "2019/303-5.4.",
    "case_id": None,
    "rule": "3.1",
    "matter": "Projektbidrag till föreningar",
    "mandate": "delegation",
    "outcome": "Bidrag på 8 085 kronor beviljas.",
    "decided_on": "2019-05-27",
    "position": "stadsdelsdirektor",
    "position_title": "stadsdelsdirektör",
    "person": _PERSON_ID,
    "person_name": None,
    "status": "valid",
    "void_reason": None,
}
REPORT: Final[Example] = REPORT_SUMMARY | {
    "groups": [{"matter": "Projektbidrag till föreningar", "rules": ["3.1"], "decisions": [REPORT_LINE]}],
    "_links": {
        "self": _link(f"board-reports/{_REPORT_ID}", "self"),
        "pdf": _link(f"board-reports/{_REPORT_ID}/documents/pdf", "alternate"),
        "report": _link(f"board-reports/{_REPORT_ID}/reporting", "report", "PUT"),
        "place": _link(f"board-reports/{_REPORT_ID}/placement", "place", "PUT"),
        "withdraw": _link(f"board-reports/{_REPORT_ID}/withdrawal", "withdraw", "PUT"),
    },
}
QUEUE_ENTRY: Final[Example] = {
    "decision_id": _DECISION_ID,
    "year": 2019,
    "number": 11,
    "diary_number": "2019/303-5.4.",
    "rule": "3.1",
    "matter": "Projektbidrag till föreningar",
    "mandate": "delegation",
    "outcome": "Bidrag på 8 085 kronor beviljas.",
    "decided_on": "2019-05-27",
    "position": "stadsdelsdirektor",
    "task": "report",
    "report_to_head": False,
    "meeting_id": _MEETING_ID,
    "due_on": "2019-06-13",
    "days_left": 10,
    "overdue": False,
    "board_report_id": None,
    "_links": {"decision": _link(f"delegated-decisions/{_DECISION_ID}")},
}
NEW_ANNOUNCEMENT: Final[Example] = {
    "board": "norrmalm",
    "decision_ids": [_DECISION_ID],
    "minuted_on": "2019-06-17",
    "announced_on": "2019-06-18",
    "minutes_kept_at": "Stadsdelsförvaltningen, Sankt Eriksgatan 117",
}
APPEAL_REASON: Final[Example] = {
    "sv": "Ett överklagande ska ha kommit in inom tre veckor från den dag då anslaget sattes upp.",
    "en": "An appeal must come in within three weeks from the day the announcement was put up.",
    "rules": ["KL 13:5", "SFS 1930:173 1"],
}
ANNOUNCEMENT: Final[Example] = {
    "id": _ANNOUNCEMENT_ID,
    "board": "norrmalm",
    "minuted_on": "2019-06-17",
    "announced_on": "2019-06-18",
    "minutes_kept_at": "Stadsdelsförvaltningen, Sankt Eriksgatan 117",
    "announce_by": "2019-06-19",
    "announced_late": False,
    "last_appeal_day": "2019-07-09",
    "legal_force_on": "2019-07-10",
    "take_down_earliest": "2019-07-10",
    "reasons": [APPEAL_REASON],
    "decisions": [REPORT_LINE],
    "_links": {"self": _link(f"announcements/{_ANNOUNCEMENT_ID}", "self")},
}
USE: Final[Example] = {
    "count": 13,
    "without_amount": 11,
    "total": "2264144.00",
    "with_limit": 0,
    "near_limit": 0,
}
STATISTICS: Final[Example] = {
    "board": "norrmalm",
    "first_day": "2019-01-01",
    "last_day": "2019-06-14",
    "threshold_percent": 90,
    "everything": USE,
    "void_count": 0,
    "rules": [{"rule": "3.1", "matter": "Projektbidrag till föreningar", "use": USE}],
    "positions": [{"position": "stadsdelsdirektor", "use": USE}],
    "months": [{"month": "2019-05", "use": USE}],
    "rules_never_used": [{"rule": "3.2", "matter": "Yttrande om serveringstillstånd"}],
    "_links": {"self": _link("decision-statistics?board=norrmalm&from=2019-01-01&to=2019-06-14", "self")},
}
