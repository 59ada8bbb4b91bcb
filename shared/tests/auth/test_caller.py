from boardkit.auth.caller import Caller


def test_caller_sees_only_its_own_boards() -> None:
    caller = Caller("portal", "client", boards=frozenset({"norrmalm"}))

    assert caller.may_see("norrmalm")
    assert not caller.may_see("sodermalm")


def test_star_reaches_every_board() -> None:
    assert Caller("auditor", "client", boards=frozenset({"*"})).may_see("norrmalm")


def test_no_boards_reach_nothing() -> None:
    assert not Caller("public", "public").may_see("norrmalm")


def test_a_scope_is_held_or_not() -> None:
    caller = Caller("portal", "client", scopes=frozenset({"cases:read"}))

    assert caller.has("cases:read")
    assert not caller.has("cases:write")


def test_star_is_no_scope() -> None:
    assert not Caller("portal", "client", scopes=frozenset({"*"})).has("cases:read")
