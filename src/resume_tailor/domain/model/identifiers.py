"""Names for the ids, so that the type checker keeps them apart."""

from typing import NewType
from uuid import UUID

UserId = NewType("UserId", UUID)
SessionId = NewType("SessionId", UUID)
AnswerId = NewType("AnswerId", UUID)
"""Of an answer that is kept for later sessions; within its session it is evidence, `a1`."""

LineId = NewType("LineId", str)
"""`e2.b3`: the third line of the second entry; `s4.l1`: the first loose line of section four."""

ParentId = NewType("ParentId", str)
"""What holds lines: an entry (`e2`) or a section (`s4`)."""

EvidenceId = NewType("EvidenceId", str)
"""The id of a line, of an entry's header (`e2`), or of an answer (`a1`)."""

RequirementId = NewType("RequirementId", str)
QuestionId = NewType("QuestionId", str)
ChangeId = NewType("ChangeId", str)
