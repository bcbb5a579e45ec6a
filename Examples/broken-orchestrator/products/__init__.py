from orchestrator.domain import SUBSCRIPTION_MODEL_REGISTRY

from products.product_blocks.port import Port

SUBSCRIPTION_MODEL_REGISTRY.update({"Port 10G": Port})
