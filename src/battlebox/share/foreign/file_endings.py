"""Endings of files that are the end of no domain: what ends so is a file name, and nobody's domain.

Law: nothing in this list is a top-level domain; an ending that is both (zip, mov, com, app, sh, py, cab) is left out:
a domain that nobody looks for costs more than a file name that is looked for among domains and never found.
Not here: what an indicator is (indicator_value.py).
"""

from __future__ import annotations

from typing import Final

_RUN: Final = "exe dll msi msp mst scr cpl ocx sys drv efi jar class apk ipa dmg pkg elf bin appx msix xll wll"
_SCRIPT: Final = "bat cmd ps1 psm1 psd1 vbs vbe jse wsf wsh hta lnk scf inf reg url chm sct gadget pif"
_DOCUMENT: Final = "doc docx docm dotm dotx xls xlsx xlsm xlsb xlt xltm ppt pptx pptm ppsx pdf rtf odt ods odp csv"
_PAGE: Final = "htm html mht mhtml xhtml shtml xml json txt log eml msg svg php asp aspx jsp cgi"
_PACK: Final = "rar 7z tar gz tgz bz2 xz iso img vhd vhdx arj lzh ace"
_PICTURE: Final = "png jpg jpeg gif bmp ico mp3 mp4 wav avi"
FILE_ENDINGS: Final = frozenset(f"{_RUN} {_SCRIPT} {_DOCUMENT} {_PAGE} {_PACK} {_PICTURE}".split())
