"""Every file of the workspace, from the moment that an address was given out to upload it."""

import secrets

from sandbox.files.file import File


class Files:
    """Files by id, and those that still wait for their bytes by the secret of their upload address."""

    def __init__(self) -> None:
        self._files: dict[str, File] = {}
        self._tickets: dict[str, File] = {}

    def expect(self, file: File) -> str:
        """The secret part of the address that this file may be uploaded to, once."""
        secret = secrets.token_urlsafe(24)
        self._files[file.id] = file
        self._tickets[secret] = file
        return secret

    def awaited(self, secret: str) -> File | None:
        """The file that this upload address waits for; None when it no longer waits for one."""
        return self._tickets.get(secret)

    def receive(self, secret: str, content: bytes) -> None:
        """The file has its bytes, and its upload address is spent."""
        self._tickets.pop(secret).content = content

    def uploaded(self, file_id: str) -> File | None:
        """The file whose bytes are here but whose upload nobody has completed yet."""
        file = self._files.get(file_id)
        return file if file is not None and file.content is not None and not file.is_complete else None

    def complete(self, file_id: str) -> File | None:
        """The file that people can get."""
        file = self._files.get(file_id)
        return file if file is not None and file.is_complete else None

    def remove(self, file_id: str) -> None:
        """The file is removed."""
        self._files.pop(file_id, None)
