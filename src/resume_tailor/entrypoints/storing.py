"""Which file store serves, by the settings."""

from resume_tailor.adapters.object_storage.local_files import LocalFiles
from resume_tailor.adapters.object_storage.s3_files import S3Files
from resume_tailor.domain.ports.file_store import FileStore
from resume_tailor.entrypoints.settings import Settings


def make_file_store(settings: Settings) -> FileStore:
    """A bucket where one is named, else a folder."""
    if settings.file_store.startswith("s3://"):
        return S3Files(settings.file_store, settings.file_store_endpoint)
    return LocalFiles(settings.files_folder)
