"""Open an account."""

from resume_tailor.domain.model.identifiers import UserId
from resume_tailor.domain.model.user import Email, Password, User, Username
from resume_tailor.domain.ports.clock import Clock
from resume_tailor.domain.ports.passwords import PasswordHasher
from resume_tailor.domain.ports.unit_of_work import UnitOfWorkFactory
from resume_tailor.domain.use_cases.repeating import repeated


class RegisterUser:
    """Username and e-mail address belong to one account each, whatever their case.

    The password is kept as a salted hash only.
    """

    def __init__(
        self, unit_of_work: UnitOfWorkFactory, passwords: PasswordHasher, clock: Clock
    ) -> None:
        self._unit_of_work = unit_of_work
        self._passwords = passwords
        self._clock = clock

    @repeated
    async def execute(self, username: str, email: str, password: str) -> User:
        """The new user. Raises `InvalidInput` kinds, `UsernameTaken`, `EmailTaken`."""
        name, address, secret = Username(username), Email(email), Password(password)
        hashed = await self._passwords.hash(secret.value)
        user = User(UserId(self._clock.new_id()), name, address, hashed)
        async with self._unit_of_work() as work:
            await work.users.add(user)
            await work.commit()
        return user
