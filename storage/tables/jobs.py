"""Jobs that run again and again."""

from sqlalchemy import Column, Table, Text

from storage.engine.metadata import metadata
from storage.engine.utc import UtcDateTime

# How far each recurring job has come: the compare-and-set on ``done_until`` makes each of its runs happen once.
job_runs = Table(
    "job_runs",
    metadata,
    Column("job", Text, primary_key=True),
    Column("done_until", UtcDateTime, nullable=False),
)
