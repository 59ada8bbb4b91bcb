"""Parameters that several resources share."""

from typing import Annotated
from uuid import UUID

from fastapi import Path

OrderId = Annotated[UUID, Path(alias="orderId", description="Delegationsordningens id. Id of the order.")]
