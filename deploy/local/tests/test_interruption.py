"""The first signal asks for an orderly stop, the next one forces it; afterwards all is as before."""

import os
import signal
import threading

import pytest

from kansli_local.interruption import StopAsked, stop_on_signals


def send_ourselves(number: signal.Signals) -> None:
    os.kill(os.getpid(), number)
    threading.Event().wait(10)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_first_signal_asks_to_stop(number: signal.Signals) -> None:
    forced = threading.Event()
    with stop_on_signals(forced.set), pytest.raises(StopAsked):
        send_ourselves(number)
    assert not forced.is_set()


def test_the_second_signal_forces() -> None:
    forced = threading.Event()
    with stop_on_signals(forced.set):
        with pytest.raises(StopAsked):
            send_ourselves(signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)
        assert forced.wait(10)


def test_afterwards_signals_do_what_they_did_before() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with stop_on_signals(lambda: None):
        assert signal.getsignal(signal.SIGTERM) is not before
    assert signal.getsignal(signal.SIGTERM) is before
