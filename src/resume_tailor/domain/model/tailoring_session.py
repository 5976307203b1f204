"""The aggregate: one tailoring, from upload to finished document.

It decides everything that a session decides. Nobody sets its attributes; its methods are what a
person or a worker does to it. Each one guards, changes the state and records what happened as
numbered events. What is missing decides what comes next (`next_tasks`), so that a crash costs the
step under way and nothing else.
"""

from dataclasses import replace

from resume_tailor.domain.errors import (
    StaleAttempt,
)
from resume_tailor.domain.model.change import (
    Change,
    ChangeState,
    Proposal,
)
from resume_tailor.domain.model.corrections import Correction, corrected
from resume_tailor.domain.model.grounding.verdict import Outcome, Verdict
from resume_tailor.domain.model.identifiers import ChangeId, QuestionId
from resume_tailor.domain.model.job_posting import JobPosting
from resume_tailor.domain.model.judgement import Judge
from resume_tailor.domain.model.markdown import to_markdown
from resume_tailor.domain.model.matching import Match
from resume_tailor.domain.model.opinion import Opinion
from resume_tailor.domain.model.questions import Question, QuestionKind
from resume_tailor.domain.model.resume import Resume
from resume_tailor.domain.model.session_dialogue import GO_ON
from resume_tailor.domain.model.session_events import (
    ProgressMade,
    ResumeUpdated,
)
from resume_tailor.domain.model.session_snapshot import SessionSnapshot
from resume_tailor.domain.model.session_states import Action, Status, after
from resume_tailor.domain.model.session_tasks import (
    Task,
    beginning_of,
    missing,
)
from resume_tailor.domain.model.session_versions import SessionVersions
from resume_tailor.domain.model.usage import Usage

_ASK_TO_OPEN = "Which password opens the resume? It is used once and not kept."

_MOST_LOST_RUNS = 3
_REJECTED = Verdict(Outcome.REFUTED, "You have rejected this before.")


class TailoringSession(SessionVersions):
    """One tailoring. Make one with `start`, get one back with its snapshot."""

    @classmethod
    def start(cls, snapshot: SessionSnapshot) -> "TailoringSession":
        """A new session, with its first event."""
        session = cls(snapshot)
        session._record(ProgressMade("Ready to begin.", Status.QUEUED, 0))
        return session

    # ---- what a worker does -------------------------------------------------------------------
    def next_tasks(self) -> tuple[Task, ...]:
        """What is missing, to be done side by side; nothing while the session does not run."""
        return missing(self._state)

    def begin_attempt(self, lost_runs: int = 0) -> int:
        """A new run takes over, after so many of the same job were lost; gives its number. Older runs
        may write nothing from now on."""
        before, fruitless = self._state.lost_runs
        fruitless = fruitless + 1 if lost_runs > before else fruitless * bool(lost_runs)
        self._update(attempt=self._state.attempt + 1, lost_runs=(lost_runs, fruitless))
        return self._state.attempt

    @property
    def is_hopeless(self) -> bool:
        """Whether so many runs were lost without finishing anything that another would be too."""
        return self._state.lost_runs[1] >= _MOST_LOST_RUNS

    def something_was_finished(self) -> None:
        """Whatever happens to this run, it was not in vain."""
        self._update(lost_runs=(self._state.lost_runs[0], 0))

    def require_attempt(self, attempt: int) -> None:
        """Raises `StaleAttempt` if another run has taken over since."""
        if attempt != self._state.attempt:
            raise StaleAttempt

    def begin(self, tasks: tuple[Task, ...]) -> None:
        """The worker begins these tasks; the person sees it."""
        beginning = beginning_of(tasks[0])
        if beginning:
            self._move(beginning.action, beginning.progress, beginning.message)

    def resume_was_read(self, resume: Resume) -> None:
        """The uploaded file has become lines; that is version 0."""
        self._require_unfinished()
        self._update(resume=resume, resume_password="")
        lines = sum(1 for _ in resume.lines())
        self._report(f"Read the resume: {len(resume.sections)} sections, {lines} lines.", 25)

    def resume_was_locked(self) -> None:
        """The file asks for a password: ask the person for it. One that did not open it is
        forgotten."""
        tried = bool(self._state.resume_password)
        self._update(resume_password="")
        text = "That password does not open the resume. " if tried else ""
        self._ask((Question(QuestionId(""), f"{text}{_ASK_TO_OPEN}", QuestionKind.PASSWORD),))

    def posting_was_read(self, posting: JobPosting) -> None:
        """The posting is known."""
        self._require_unfinished()
        self._update(posting=posting)
        name = " at ".join(filter(None, (posting.title, posting.company))) or "the posting"
        self._report(f"Read {name}: {len(posting.requirements)} requirements.", 35)

    def posting_was_refused(self, reason: str) -> None:
        """No posting could be read: ask for its text instead of failing."""
        text = f"{reason} Paste the text of the posting, or send another address."
        self._ask((Question(QuestionId(""), text, QuestionKind.POSTING_TEXT),))

    def posting_was_over(self, words: str) -> None:
        """Nobody can apply any more, by the site's own words: ask whether to go on."""
        text = (
            f"The posting seems to be over: “{words}”. Send the address or the text of another one,"
            f" or reply `{GO_ON}` to tailor to it all the same."
        )
        self._ask((Question(QuestionId(""), text, QuestionKind.CLOSED_POSTING, options=(GO_ON,)),))

    def was_matched(self, match: Match) -> None:
        """Requirements and evidence have been compared."""
        self._require_unfinished()
        self._update(match=match, match_before=self._state.match_before or match)
        self._report(f"The resume covers {match.score:.0%} of what is asked for.", 45)

    def consider(self, proposal: Proposal, judge: Judge, opinion: Opinion | None = None) -> Change:
        """Judge one proposed change, and apply it if it is proved, or else if the second reader
        supports it."""
        self._require_unfinished()
        change_id = ChangeId(f"c{len(self._state.changes) + 1}")
        version, resume = self._state.version + 1, self.resume_now
        posting = self._state.posting
        change = judge.judge(change_id, proposal, resume, self.evidence, posting, version, opinion)
        if any(c.accepted is False and c.gist == change.gist for c in self._state.changes):
            change = replace(change, state=ChangeState.DROPPED, version=None, verdict=_REJECTED)
        self._update(changes=(*self._state.changes, change))
        if change.state is ChangeState.APPLIED:
            self._update(progress=max(self._state.progress, min(95, self._state.progress + 3)))
            content = to_markdown(change.proposal.edit.apply(resume))
            self._record(ResumeUpdated(content, version, (change.id,)))
        return change

    def note(self, message: str) -> None:
        """Tell the person how it goes."""
        self._require_unfinished()
        self._report(message, self._state.progress)

    def model_was_used(self, usage: Usage) -> None:
        """A language model worked for the session; that is counted even where its work is of no
        use any more."""
        self._update(usage=self._state.usage + usage)

    def changes_were_proposed(self) -> None:
        """The advisor has nothing more to propose."""
        self._require_unfinished()
        self._update(changes_proposed=True)

    def complete(self) -> None:
        """Nothing is missing: the document is ready. A remark that came meanwhile is answered
        first."""
        if self._state.conversation.has_open_remark:
            return
        applied = sum(c.stands_in(self._state.version) for c in self._state.changes)
        share = self._state.match.score if self._state.match else 0.0
        message = f"Done: {applied} changes, {share:.0%} of what is asked for is covered."
        self._move(Action.COMPLETE, 100, message)

    # ---- what the person does -----------------------------------------------------------------
    def correct(self, corrections: tuple[Correction, ...], judge: Judge) -> None:
        """Correct what was read. Changes made so far are judged anew on what it says now; those
        that it does not bear any more are taken back. Raises `CorrectionRefused`."""
        version = self._state.version + 1
        resume = corrected(self._resume(), corrections)
        finished = self._state.status is Status.COMPLETED
        self._update(
            status=after(self._state.status, Action.CORRECT),
            resume=resume,
            corrected_version=version,
            match=None,
            # What a worker is about to record rests on the resume as it was.
            attempt=self._state.attempt + 1,
        )
        changes = judge.rejudge(self._state.changes, resume, self.evidence, self._state.posting)
        self._update(changes=changes)
        if finished:
            self._update(progress=40)
        self._record(ResumeUpdated(to_markdown(self.resume_now), version, ()))

    def stop(self) -> None:
        """Stop at once. Nothing that still runs can be recorded any more."""
        if self._state.status is not Status.STOPPED:
            self._move(Action.STOP, self._state.progress, "Stopped.")

    def continue_(self) -> None:
        """Go on from the last finished step, after it was stopped or has failed."""
        self._move(Action.CONTINUE, self._state.progress, "Going on.")
        self._update(failure=None, lost_runs=(0, 0))
        if self.open_questions:
            self._move(Action.ASK, self._state.progress, "A question is waiting for you.")
