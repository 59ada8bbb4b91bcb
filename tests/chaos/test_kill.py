"""`kill -9` of any one process while the registry is being written to: it comes back, and nothing is lost."""

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from kansli_local import demonstration
from kansli_local.errors import SuiteError
from kansli_local.journey import PROPOSAL
from kansli_local.office import Office, require
from kansli_local.suite import Suite

REGISTRY = "/case-registry/v1"
PROCESSES = ["gateway", "case-registry", "delegation-rules", "referral-tracking", "financial-follow-up", "postgres"]
ENOUGH_ANSWERS = 5


@pytest.fixture(scope="module")
def told() -> list[str]:
    """What the supervisor says, in order."""
    return []


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory, told: list[str]) -> Iterator[Suite]:
    """A suite of its own, whose commits reach the disk."""
    folder: Path = tmp_path_factory.mktemp("chaos")
    with Suite(folder, gateway_port=0, announce=told.append) as running:
        demonstration.load(running, lambda _: None)
        yield running


class Writer(threading.Thread):
    """Hands in proposals one after the other until it is stopped, through every failure, retrying with the same key."""

    def __init__(self, suite: Suite) -> None:
        super().__init__(daemon=True)
        self._suite = suite
        self.receipts: dict[str, dict[str, Any]] = {}
        self.enough = threading.Event()
        self.stopped = threading.Event()

    def run(self) -> None:
        """Write until stopped."""
        with Office(self._suite.gateway_url, self._suite.clients) as office:
            while not self.stopped.is_set():
                key = str(uuid4())
                while not self._hand_in(office, key) and not self.stopped.is_set():
                    self.stopped.wait(0.05)

    def _hand_in(self, office: Office, key: str) -> bool:
        try:
            handed_in = office.create("e-service", f"{REGISTRY}/citizen-proposals", PROPOSAL, key=key)
        except SuiteError:
            return False
        if handed_in.status != 201:
            assert handed_in.status in (409, 429, 500, 502, 503, 504), handed_in.answer
            return False
        self.receipts[key] = handed_in.answer
        if len(self.receipts) >= ENOUGH_ANSWERS:
            self.enough.set()
        return True


@pytest.mark.parametrize("name", PROCESSES)
def test_a_killed_process_comes_back_and_nothing_that_was_answered_is_lost(
    suite: Suite, told: list[str], name: str
) -> None:
    writer = Writer(suite)
    writer.start()
    assert writer.enough.wait(60)
    starts = suite.starts(name)

    os.kill(suite.pids[name], signal.SIGKILL)
    suite.wait_until_started_again(name, starts)
    writer.enough.clear()
    assert writer.enough.wait(60)
    writer.stopped.set()
    writer.join(30)

    assert any(name in sentence and "SIGKILL" in sentence for sentence in told)
    with Office(suite.gateway_url, suite.clients) as office:
        _require_every_answer_is_kept(office, writer.receipts)
        _require_no_gap_and_no_twin(office)
        verdict = require(
            office.read("auditor", f"{REGISTRY}/audit/verification", parameters={"board": "norrmalm"}), 200
        ).answer
        assert verdict["intact"] is True


def _require_every_answer_is_kept(office: Office, answers: dict[str, dict[str, Any]]) -> None:
    for key, answer in answers.items():
        again = require(office.create("e-service", f"{REGISTRY}/citizen-proposals", PROPOSAL, key=key), 201)
        assert again.answer == answer
        case = require(office.read("staff", f"{REGISTRY}/cases/{answer['case_id']}"), 200).answer
        assert case["diary_number"] == answer["diary_number"]


def _require_no_gap_and_no_twin(office: Office) -> None:
    serials = sorted(_own_serials(office))

    assert serials == list(range(304, 304 + len(serials)))


def _own_serials(office: Office) -> Iterator[int]:
    """The serials that the registry itself has given; the earlier diary ended at 303."""
    page, last = 1, 1
    while page <= last:
        parameters = {"board": "norrmalm", "limit": "200", "page": str(page)}
        listed = require(office.read("staff", f"{REGISTRY}/cases", parameters=parameters), 200).answer
        last = -(-listed["_meta"]["total_records"] // 200)
        page += 1
        for case in listed["items"]:
            serial = int(case["diary_number"].rsplit("/", 1)[1])
            if case["diary_number"].startswith("NORR") and serial > 303:
                yield serial
