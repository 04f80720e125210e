"""Zip containers from untrusted hands: sizes and ratios are checked before anything is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib

from extract.readers.base import Limits, ReadError

# A member below this size cannot hurt, however well it packs: blank table rows easily exceed any ratio.
_RATIO_FLOOR = 1 << 20
_CHUNK = 1 << 20
_ENCRYPTED = 0x1


class GuardedZip:
    """The members of a zip held in memory, read under `limits`.

    Names are matched as Office does: regardless of case, with `\\` as `/`. Raises ReadError: damaged, too_large,
    encrypted.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        # A hostile directory makes zipfile raise nearly anything.
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, OverflowError) as error:
            raise _damaged() from error
        self._limits = limits
        self._members = {member.filename.replace("\\", "/").lower(): member for member in members}
        unzipped = sum(member.file_size for member in members)
        if unzipped > limits.max_unzipped:
            raise ReadError(
                "too_large",
                f"解压后有 {unzipped / 2**20:,.0f} MB，超过上限 max_unzipped（解压后总大小，"
                f"{limits.max_unzipped / 2**20:,.0f} MB）；请拆分文件，或调高此设置",
            )
        for member in members:
            if member.file_size > max(_RATIO_FLOOR, member.compress_size * limits.max_zip_ratio):
                raise ReadError(
                    "too_large",
                    f"压缩比超过上限 max_zip_ratio（单个成员压缩比，{limits.max_zip_ratio} 倍），疑为压缩炸弹；"
                    "文件若可信，请用 Word 打开后另存，或调高此设置",
                )

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._members

    @property
    def names(self) -> tuple[str, ...]:
        """The members' names in lower case."""
        return tuple(self._members)

    @property
    def encrypted(self) -> bool:
        return any(member.flag_bits & _ENCRYPTED for member in self._members.values())

    def read(self, name: str) -> bytes:
        """The unpacked bytes of a member. Raises KeyError for one that is not there."""
        member = self._members[name.lower()]
        if member.flag_bits & _ENCRYPTED:
            raise ReadError("encrypted", "文件已加密，请先去除密码另存")
        pieces: list[bytes] = []
        try:
            # By pieces: a directory that lies about a size must not make zlib unfold the whole bomb at once.
            with self._zip.open(member) as stream:
                while piece := stream.read(_CHUNK):
                    pieces.append(piece)
        except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, EOFError) as error:
            raise _damaged() from error
        return b"".join(pieces)


def _damaged() -> ReadError:
    return ReadError("damaged", "文件已损坏，打不开压缩结构，请重新获取原件，或用 Word 打开修复后另存为 docx")
