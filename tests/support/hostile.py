"""Archives made to do harm, and harmless ones as systems write them."""

import io
import stat
import zipfile
from collections.abc import Callable

from costmodel.assumptions.folders import ABOUT_FILES
from support import ROOT


def shipped_files() -> dict[str, bytes]:
    paths = [path for name in ("base", "scenarios") for path in (ROOT / "assumptions" / name).iterdir()]
    about = {name: (ROOT / "assumptions" / name).read_bytes() for name in ABOUT_FILES}
    return {**about, **{f"{path.parent.name}/{path.name}": path.read_bytes() for path in paths}}


def archive(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    return built(lambda zipped: [zipped.writestr(name, data) for name, data in files.items()], compression)


def built(fill: Callable[[zipfile.ZipFile], object], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as zipped:
        fill(zipped)
    return buffer.getvalue()


def with_extra(name: str, data: bytes = b"x", mode: int = 0) -> bytes:
    """The shipped folder and one more entry."""

    def fill(zipped: zipfile.ZipFile) -> None:
        for place, content in shipped_files().items():
            zipped.writestr(place, content)
        info = zipfile.ZipInfo(name)
        info.filename = name  # as given: the class mends some names
        info.external_attr = mode << 16
        zipped.writestr(info, data)

    return built(fill)


def bomb(size: int = 50_000_000) -> bytes:
    """A few kilobytes that become fifty million."""
    return archive({"base/parameters.yaml": bytes(size)})


def crowd() -> bytes:
    return archive({f"scenarios/n{number}.yaml": b"" for number in range(5000)}, zipfile.ZIP_STORED)


def many_large() -> bytes:
    """No file over the limit, but together too much."""
    return archive({**shipped_files(), **{f"scenarios/n{number}.yaml": bytes(1_900_000) for number in range(9)}})


def lying() -> bytes:
    """A header that promises ten bytes where there are a million."""
    data = archive({"base/parameters.yaml": bytes(1_000_000)})
    return data.replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))


def encrypted() -> bytes:
    data = bytearray(archive(shipped_files()))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def nested() -> bytes:
    return with_extra("scenarios/more.zip", archive({"a": b"b"}))


HOSTILE: dict[str, tuple[bytes, str]] = {
    "bomb": (bomb(), "2 MB"),
    "many large files": (many_large(), "utpakket"),
    "crowd": (crowd(), "mer enn 200 filer"),
    "lying header": (lying(), "skadet"),
    "up and out": (with_extra("../../etc/passwd"), "stien «../../etc/passwd»"),
    "up within": (with_extra("base/../../x.yaml"), "«..»"),
    "absolute": (with_extra("/etc/passwd"), "stien «/etc/passwd»"),
    "drive": (with_extra("C:/x.yaml"), "stasjonsbokstav"),
    "backslash": (with_extra("base\\..\\x.yaml"), "stien"),
    "control character": (with_extra("base/\x1b[31mred.yaml"), "styretegn"),
    "empty part": (with_extra("base//x.yaml"), "stien"),
    "long name": (with_extra("scenarios/" + "x" * 300 + ".yaml"), "stien"),
    "symlink": (with_extra("base/link.yaml", b"/etc/passwd", stat.S_IFLNK | 0o777), "symbolsk lenke"),
    "device": (with_extra("base/tty", b"", stat.S_IFCHR | 0o666), "ikke er en vanlig fil"),
    "encrypted": (encrypted(), "passord"),
    "nested": (nested(), "arkiv inni arkivet"),
    "twice": (with_extra("BASE/Parameters.yaml", b"groups: {}"), "for andre gang"),
    "other packing": (archive(shipped_files(), zipfile.ZIP_LZMA), "uvanlig måte"),
    "two folders": (archive({**{f"a/{k}": v for k, v in shipped_files().items()}, "b/base/sources.yaml": b"x"}), "mer enn én mappe"),
    "something else": (archive({"brev.txt": b"hei"}), "ingen av filene i base/"),
    "nothing": (archive({}), "ingen av filene i base/"),
    "cut short": (archive(shipped_files())[:-200], "skadet"),
    "only the start": (b"PK\x03\x04" + bytes(500), "skadet"),
    "too large": (b"PK\x03\x04" + bytes(5_000_001), "5 MB"),
}
"""Archives that are refused, and a part of what the user is told."""
