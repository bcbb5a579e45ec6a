from alembic import context
from orchestrator.db import db
from orchestrator.db.database import BaseModel

with db.engine.connect() as connection:
    context.configure(connection=connection, target_metadata=BaseModel.metadata)
    with context.begin_transaction():
        context.run_migrations()
