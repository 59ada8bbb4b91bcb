"""The published examples are true: requests can be sent as they stand, answers are what comes back."""

from typing import Any

from boardkit.testing.service import RunningService, if_match, new_key

PREFIX = "/delegation-rules/v1"


async def _operation(service: RunningService, path: str, method: str) -> dict[str, Any]:
    document = (await service.anonymous().get("/openapi.json")).json()
    operation: dict[str, Any] = document["paths"][PREFIX + path][method]
    return operation


async def _request_example(service: RunningService, path: str, method: str = "post") -> Any:
    operation = await _operation(service, path, method)
    return operation["requestBody"]["content"]["application/json"]["example"]


async def _response_example(service: RunningService, path: str, method: str, status: str) -> Any:
    operation = await _operation(service, path, method)
    return operation["responses"][status]["content"]["application/json"]["example"]


def _what_is_told(document: Any) -> Any:
    """The document without addresses, ids and null, which FastAPI leaves out of examples."""
    if isinstance(document, list):
        return [_what_is_told(each) for each in document]
    if not isinstance(document, dict):
        return document
    varying = ("_links", "id", "order_id")
    return {name: _what_is_told(value) for name, value in document.items() if name not in varying and value is not None}


async def test_the_example_of_an_evaluation_is_the_question_of_the_journey_and_its_answer(
    with_order: RunningService,
) -> None:
    question = await _request_example(with_order, "/evaluations")
    promised = await _response_example(with_order, "/evaluations", "post", "200")
    client = with_order.client("evaluations:run", headers={"accept-language": "sv"})

    answer = (await client.post("/evaluations", json=question)).json()

    assert question["rule"] == "3.2.1"
    assert _what_is_told(answer) == _what_is_told(promised)
    assert answer["_links"].keys() == promised["_links"].keys()


async def test_the_examples_of_requests_are_taken_as_they_stand(with_order: RunningService) -> None:
    client = with_order.client(
        "delegation-orders:write", "positions:write", "price-base-amounts:write", boards=["norrmalm"]
    )
    taken = {}
    for path in ("/positions", "/delegation-orders", "/price-base-amounts"):
        example = await _request_example(with_order, path)
        taken[path] = (await client.post(path, json=example, headers=new_key())).status_code
    calculated = await _request_example(with_order, "/price-base-amounts/{year}", "put")
    corrected = await client.put("/price-base-amounts/2027", json=calculated, headers=if_match(1))

    # The order and the position of the examples are there already; the year 2028 is not.
    assert taken == {"/positions": 409, "/delegation-orders": 409, "/price-base-amounts": 201}
    assert corrected.status_code == 200
