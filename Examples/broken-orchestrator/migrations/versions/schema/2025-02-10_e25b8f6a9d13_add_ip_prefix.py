"""Add IP prefix.

Revision ID: e25b8f6a9d13
Revises: 3d9e77a0c185
Create Date: 2025-02-10T16:55:19.302664

"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "e25b8f6a9d13"
down_revision = "3d9e77a0c185"
branch_labels = None
depends_on = "da5c9f4cce1c"


def upgrade() -> None:
    conn = op.get_bind()
    conn.execute(
        sa.text(
            """
            INSERT INTO products (name, description, product_type, tag, status)
            VALUES ('IP prefix', 'A prefix of the address plan', 'IpPrefix', 'IP_PREFIX', 'active')
            """
        )
    )


def downgrade() -> None:
    conn = op.get_bind()
    conn.execute(sa.text("DELETE FROM products WHERE name = 'IP prefix'"))
