"""The versions of a session's resume, and what the person decides on its changes."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from resume_tailor.domain.errors import (
    ChangeNotApplied,
    ChangeNotFound,
    ChangeRefused,
    VersionNotFound,
)
from resume_tailor.domain.model.change import Change, ChangeState, Remove, Review, Rewrite
from resume_tailor.domain.model.identifiers import ChangeId
from resume_tailor.domain.model.markdown import to_markdown
from resume_tailor.domain.model.resume import Resume
from resume_tailor.domain.model.session_dialogue import SessionDialogue
from resume_tailor.domain.model.session_events import ResumeUpdated


class SessionVersions(SessionDialogue):
    """The part of a session that has versions: version 0 is the upload, each later one is that with the
    changes that stand in it."""

    @property
    def resume_now(self) -> Resume:
        """The newest version of the resume."""
        return self.resume_at(self._state.version)

    def resume_at(self, version: int) -> Resume:
        """The resume after that many versions; 0 is the one uploaded."""
        if not 0 <= version <= self._state.version:
            raise VersionNotFound
        resume = self._resume()
        for change in self._state.changes:
            if change.stands_in(version):
                # What rests on a change that was rejected since does not fit any more.
                with suppress(ChangeRefused):
                    resume = change.proposal.edit.apply(resume)
        return resume

    def review(self, change_id: ChangeId, *, accepted: bool) -> Change:
        """Accept an applied change, or reject it: then the line is what it was before, in a new version.
        Either may be taken back. Raises `ChangeNotFound` or `ChangeNotApplied`."""
        change = self.change(change_id)
        if change.state is not ChangeState.APPLIED:
            raise ChangeNotApplied
        if change.accepted is accepted:
            return change
        turns = accepted is not change.stands_in(self._state.version)
        version = self._state.version + turns
        review = Review(accepted, version)
        meant = {change_id} if accepted else {change_id, *self._made_of(change)}
        changes = tuple(
            replace(c, reviews=(*c.reviews, review)) if c.id in meant else c
            for c in self._state.changes
        )
        self._update(changes=changes)
        if turns:
            ids = tuple(c.id for c in changes if c.id in meant)
            self._record(ResumeUpdated(to_markdown(self.resume_now), version, ids))
        return self.change(change_id)

    def _made_of(self, change: Change) -> Iterator[ChangeId]:
        """Later changes that stand and that made of its line what it is now."""
        later = self._state.changes[self._state.changes.index(change) + 1 :]
        for other in later:
            same = isinstance(other.proposal.edit, Rewrite | Remove) and other.where == change.where
            if same and other.stands_in(self._state.version):
                yield other.id

    def change(self, change_id: ChangeId) -> Change:
        """The change with that id; raises `ChangeNotFound`."""
        found = next((c for c in self._state.changes if c.id == change_id), None)
        if found is None:
            raise ChangeNotFound
        return found
