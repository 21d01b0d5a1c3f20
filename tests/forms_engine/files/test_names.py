"""What a file is called when it is shown or downloaded."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_engine.files.names import ENDING, LONGEST_STEM, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Bank statement.pdf", "Bank statement.pdf"),
        ("Tŷ Ffynnon — 2.pdf", "Tŷ Ffynnon — 2.pdf"),
        ("report.final.docx", "report.final.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\ann\\plan.exe", "plan.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.pdf"),
        ("a\0b\x07.pdf", "ab.pdf"),
        ("two\nlines.pdf", "twolines.pdf"),
        ("...", "file.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("", "file.pdf"),
        ("CON.pdf", "file-CON.pdf"),
        ("nul.txt.pdf", "file-nul.txt.pdf"),
        ('a<b>"c"|d?.pdf', "a-b--c--d-.pdf"),
        ("x" * 400 + ".pdf", "x" * LONGEST_STEM + ".pdf"),
    ],
)
def test_names_are_made_safe(name, safe):
    assert safe_name(name, "application/pdf") == safe


@given(st.text(max_size=300), st.sampled_from(sorted(ENDING)))
def test_any_name_comes_out_safe_and_stays_as_it_then_is(name, content_type):
    safe = safe_name(name, content_type)
    assert safe.endswith(ENDING[content_type]) and len(safe) <= LONGEST_STEM + 12
    assert not set(safe) & set('/\\<>:"|?*\0\r\n') and not safe.startswith((".", " "))
    assert all(unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for sign in safe)
    assert safe_name(safe, content_type) == safe
