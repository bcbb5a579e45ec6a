from orchestrator.domain.base import ProductBlockModel
from orchestrator.types import SubscriptionLifecycle


class PortInactive(ProductBlockModel, product_block_name="Port"):
    port_name: str | None = None
    speed: int | None = None


class Port(PortInactive, lifecycle=[SubscriptionLifecycle.ACTIVE]):
    port_name: str
    speed: int
