"""How fast delegation rules answer: in the process, over HTTP, in batches, and when the past is replayed."""

import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import cycle
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from boardkit.auth.caller import Caller
from boardkit.auth.tokens import TokenMinter
from delegation_rules.domain.answers import Question
from delegation_rules.domain.decision_table import DecisionTable
from delegation_rules.domain.replay import PastDecision, outcome_of, replay
from kansli_local.suite import Suite
from tests.benchmarks.delegation_engines import PRICE_BASE_AMOUNTS, Engine, engines, order, questions

SERVICE: Final = "delegation-rules"
PATH: Final = "/delegation-rules/v1/evaluations"
RATE: Final = 200
SECONDS: Final = 10
BATCH: Final = 10_000
BATCHES: Final = 15
REPLAYED: Final = 100_000
ROUNDS: Final = 3
_SECONDS_OF_ONE_ROUND: Final = 0.5
_AT_A_TIME: Final = 50
_LOAD: Final = Path(__file__).with_name("steady_load.py")


@dataclass(frozen=True, slots=True)
class EngineFigures:
    """What one engine does in one process on one core, with 500 rules.

    Attributes:
        per_second: questions answered a second; the median of some rounds.
        p99_us: microseconds within which 99 of 100 questions are answered.
    """

    per_second: float
    p99_us: float


@dataclass(frozen=True, slots=True)
class HttpFigures:
    """What a caller meets: `single` at a steady pace, `batch` one after the other; milliseconds."""

    single: Mapping[str, float]
    batch: Mapping[str, float]


def in_process() -> dict[str, EngineFigures]:
    """The figures of each engine, taken in turn so that a machine that slows down slows them alike."""
    asked = questions(50_000)
    found = engines()
    for question in asked:
        found["Kansli, decision table"](question)  # so that its cells are filled, as after the first minutes of use
    rates: dict[str, list[float]] = {name: [] for name in found}
    for _ in range(ROUNDS):
        for name, engine in found.items():
            rates[name].append(_rate(engine, asked))
    return {name: EngineFigures(statistics.median(rates[name]), _p99(engine, asked)) for name, engine in found.items()}


def seconds_to_replay() -> dict[str, float]:
    """Seconds for putting 100 000 decisions to a draft with other limits, cells unfilled at the start.

    The other engines only say yes or no to the draft; for them a part is measured and counted up.
    """
    asked = questions(REPLAYED)
    before = DecisionTable(order(), PRICE_BASE_AMOUNTS)
    decisions = [PastDecision(UUID(int=place), each, outcome_of(before.cell(each))) for place, each in enumerate(asked)]
    draft = DecisionTable(order(Decimal("1.5")), PRICE_BASE_AMOUNTS)
    started = time.perf_counter()
    result = replay(decisions, draft)
    took = {"Kansli, differences told": time.perf_counter() - started}
    if result.replayed != REPLAYED or not result.differences:
        raise RuntimeError("the replay found nothing")
    others = {name: engine for name, engine in engines(Decimal("1.5")).items() if not name.startswith("Kansli")}
    return took | {name: REPLAYED / _rate(engine, asked) for name, engine in others.items()}


def over_http(suite: Suite) -> HttpFigures:
    """The demonstration's order asked over HTTP, directly at the service."""
    chance = random.Random(3)
    asked = [_question(chance) for _ in range(BATCH)]
    singles = [json.dumps({"board": "norrmalm"} | question) for question in asked[:500]]
    _load(suite, singles, rate=RATE, count=len(singles))  # the cells are filled, as for the batch
    single = _load(suite, singles, rate=RATE, count=RATE * SECONDS)
    batch = _load(suite, [json.dumps({"board": "norrmalm", "questions": asked})], rate=0, count=BATCHES)
    return HttpFigures(single, batch)


def _question(chance: random.Random) -> dict[str, Any]:
    return {
        "rule": chance.choice(["3.1.1", "3.1.4", "3.1.10", "3.1.21", "3.2.1", "3.2.2", "3.2.3", "3.2.4"]),
        "position": chance.choice(["enhetschef", "avdelningschef", "stadsdelsdirektor", "parkingenjor"]),
        "date": f"2019-{chance.randint(7, 12):02}-{chance.randint(1, 28):02}",
        "amount": f"{chance.randint(0, 1_500_000)}.{chance.randint(0, 99):02}",
    }


def _rate(engine: Engine, asked: Sequence[Question]) -> float:
    answered = 0
    parts = cycle([asked[start : start + _AT_A_TIME] for start in range(0, len(asked), _AT_A_TIME)])
    started = time.perf_counter()
    for part in parts:
        for question in part:
            engine(question)
        answered += len(part)
        took = time.perf_counter() - started
        if took >= _SECONDS_OF_ONE_ROUND:
            return answered / took
    raise ValueError("no questions")


def _p99(engine: Engine, asked: Sequence[Question]) -> float:
    took = []
    for question in asked[:500]:
        started = time.perf_counter()
        engine(question)
        took.append(time.perf_counter() - started)
    return sorted(took)[int(len(took) * 0.99)] * 1_000_000


def _load(suite: Suite, bodies: list[str], *, rate: int, count: int) -> Mapping[str, float]:
    staff = suite.clients["staff"]
    caller = Caller(staff.client_id, "client", frozenset(staff.scopes), frozenset(staff.boards))
    token = TokenMinter("gateway", suite.keys["gateway"]).mint(SERVICE, caller, 60)
    command = [sys.executable, str(_LOAD), "--port", suite.url(SERVICE).rsplit(":", 1)[1], "--path", PATH]
    command += ["--rate", str(rate), "--count", str(count)]
    done = subprocess.run(command, input="\n".join([token, *bodies]), capture_output=True, text=True, check=True)
    figures: Mapping[str, float] = json.loads(done.stdout)
    return figures
