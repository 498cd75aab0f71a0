"""Alembic's entry: runs in the transaction of the connection handed in, where it has one (see backend.migrate). The
metadata says how constraints are called; the tables of today's models are no affair of the steps before them."""

from alembic import context

from backend import db

context.configure(connection=context.config.attributes["connection"], target_metadata=db.Base.metadata)
with context.begin_transaction():
    context.run_migrations()
