"""What people who type Chinese, and those who mean harm, get wrong in rule files: each is told with its code and place."""

from __future__ import annotations

import pytest

from auditor.rulebook.nodes import read_document

TRAPS = [
    ("duplicate key", b"a: 1\nb: 2\na: 3\n", "R105", ":3:1"), ("yes", b"a: yes\n", "R110", ":1:4"), ("010", b"a: 010\n", "R111", ":1:4"),
    ("12:30", b"a: 12:30\n", "R111", ":1:4"), ("full-width digits", "a: １\n".encode(), "R111", ":1:4"), ("comma in a list", "a: [是，否]\n".encode(), "R109", ":1:5"),
    ("enumeration comma", "a: [是、否]\n".encode(), "R109", ":1:5"), ("colon at a key", "a: 1\n名称：党日\n".encode(), "R108", ":2:3"),
    ("ideographic space", "a: 1\n　　id: 2\n".encode(), "R107", ":2:1"), ("anchor", b"a: &x 1\n", "R112", ":1:4"), ("alias bomb", b"a: &x [1]\nb: [*x, *x]\n", "R112", ":1:4"),
    ("tag", b"a: !!python/name:os.system x\n", "R112", ":1:4"), ("tab", b"a:\n\tb: 1\n", "R106", ":2"), ("two documents", b"a: 1\n---\nb: 2\n", "R113", ":2:1"),
    ("GBK", "a: 党费\n".encode("gb18030"), "R101", ":1"), ("NUL", b"a: \x00\n", "R114", ":1:4"), ("empty", b"", "R102", ""),
    ("ten megabytes", b"a: " + b"x" * 10_000_000, "R103", ""), ("deep nesting", b"[" * 20_000, "R103", ":1:33"), ("infinity", b"a: .inf\n", "R111", ":1:4"),
]


@pytest.mark.parametrize(("raw", "code", "place"), [trap[1:] for trap in TRAPS], ids=[trap[0] for trap in TRAPS])
def test_a_trap_is_told_with_its_code_and_place(raw: bytes, code: str, place: str) -> None:
    first = read_document(raw, "f.yaml").mistakes[0]
    assert (first.code, first.place) == (code, f"f.yaml{place}") or (first.code == code and first.place.startswith(f"f.yaml{place}:"))


def test_a_byte_order_mark_is_taken() -> None:
    assert read_document(b"\xef\xbb\xbfa: 1\n", "f.yaml").data == {"a": 1}
