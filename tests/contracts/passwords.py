from resume_tailor.domain.ports.passwords import PasswordHasher


class PasswordHasherContract:
    async def test_only_the_right_password_is_right(self, subject: PasswordHasher) -> None:
        hashed = await subject.hash("correct horse")
        assert await subject.verify("correct horse", hashed)
        assert not await subject.verify("correct horsf", hashed)
        assert not await subject.verify("correct horse", None)

    async def test_a_hash_fits_its_column_and_comes_once(self, subject: PasswordHasher) -> None:
        first, second = await subject.hash("same"), await subject.hash("same")
        assert first != second
        assert len(first) <= 255
