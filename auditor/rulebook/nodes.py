"""YAML text -> plain values with the place of each. Nothing is constructed: events only, no tags, no anchors, one document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml

from auditor.errors import Mistake, Place
from auditor.rulebook.scalars import SPACES, BadScalar, Value, refuse_full_width, value_of
from auditor.rulebook.syntax import syntax_mistake, unprintable

Path = tuple[str | int, ...]

MAX_BYTES = 1_000_000
MAX_DEPTH = 32
DISCARDED = ""
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SCALAR, ALIAS = yaml.ScalarEvent, yaml.AliasEvent
STARTS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its data, the 1-based line and column of each path, its mistakes, and the paths whose value was refused.

    ``borrowed``: the places of values that another file put here; each has a mark as well.
    """

    file: str
    data: Any = None
    marks: Mapping[Path, tuple[int, int]] = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()
    spoiled: frozenset[Path] = frozenset()
    borrowed: Mapping[Path, Place] = field(default_factory=dict)

    def place(self, path: Path) -> Place:
        """Where ``path`` stands; for a path that is not there, its nearest parent."""
        while path not in self.marks and path:
            path = path[:-1]
        return self.borrowed.get(path) or Place(self.file, *self.marks.get(path, (None, None)))


@dataclass(slots=True)
class _Open:
    """A mapping (``keyed``) or list that is being filled. ``key`` is the mapping key that waits for its value, ``waiting`` that value's path."""

    path: Path
    values: Any
    keyed: bool
    flow: bool
    key: str | None = None
    waiting: Path = ()


class _TooDeep(Exception):
    """More than ``MAX_DEPTH`` levels."""


@lru_cache(maxsize=1024)
def read_document(raw: bytes, file: str) -> Document:
    """One YAML file. Every mistake is in the result, none is raised; where the text cannot be read at all, data is None."""
    if len(raw) > MAX_BYTES:
        return _refused(file, "R103", f"文件超过 {MAX_BYTES // 1_000_000} MB；请拆成几个文件")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return _refused(str(Place(file, line)), "R101", "文件不是 UTF-8 编码；请用记事本另存为，编码选 UTF-8")
    if mistake := unprintable(text, file):
        return Document(file, mistakes=(mistake,))
    return _Builder(file, text).build()


def _refused(place: str, code: str, message: str) -> Document:
    return Document(place.partition(":")[0], mistakes=(Mistake(place, code, message),))


class _Builder:
    """Builds one document from YAML events, remembering where everything stands."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.text = file, text
        self.root: Any = None
        self.marks: dict[Path, tuple[int, int]] = {}
        self.mistakes: list[Mistake] = []
        self.spoiled: set[Path] = set()
        self.stack: list[_Open] = []
        self.documents = 0

    def build(self) -> Document:
        """Read all events; a syntax mistake ends the reading and leaves no data."""
        take: Any = {SCALAR: self._scalar, ALIAS: self._alias, **dict.fromkeys(STARTS, self._open), **dict.fromkeys(ENDS, self._close)}
        try:
            for event in _events(self.text):
                kind = type(event)
                if kind is yaml.DocumentStartEvent:
                    self._begin(event)
                elif self.documents == 1 and kind in take:
                    take[kind](event)
        except _TooDeep as deep:
            return Document(self.file, mistakes=(*self.mistakes, deep.args[0]))
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            return Document(self.file, mistakes=(*self.mistakes, syntax_mistake(error, self.text, self.file)))
        if not self.mistakes and self.root is None:
            return _refused(self.file, "R102", "文件是空的；至少要有一项内容")
        return Document(self.file, self.root, self.marks, tuple(self.mistakes), frozenset(self.spoiled))

    def _begin(self, event: Any) -> None:
        self.documents += 1
        if self.documents == 2:
            self._at(event.start_mark, "R113", "一个文件里只能有一份内容；请删去“---”或拆成两个文件")

    def _alias(self, event: Any) -> None:
        """A reference to an anchor stands for nothing: it is refused, and where it is a value, that value is spoiled."""
        self._at(event.start_mark, "R112", _no_reference("*", event.anchor))
        if self._awaits_key():
            self.stack[-1].key = DISCARDED
        else:
            self.spoiled.add(self._put(None, event.start_mark))

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            self._at(event.start_mark, "R112", _no_reference("&", event.anchor))
        elif event.tag is not None:
            self._at(event.start_mark, "R112", f"不支持类型标记“{event.tag}”；请去掉，文字以 ! 开头时请加引号")

    def _open(self, event: Any) -> None:
        self._refuse_marks(event)
        if len(self.stack) == MAX_DEPTH:
            raise _TooDeep(Mistake(str(_place(self.file, event.start_mark)), "R103", f"括号或缩进超过 {MAX_DEPTH} 层"))
        keyed = type(event) is yaml.MappingStartEvent
        values: dict[str, Any] | list[Any] = {} if keyed else []
        as_key = self._awaits_key()
        path = self._put(values, event.start_mark)
        if as_key:
            self._at(event.start_mark, "R114", "键只能是一个词；文字以 { 或 [ 开头时请加引号")
            self.stack[-1].key = DISCARDED
        self.stack.append(_Open(path, values, keyed, bool(event.flow_style)))

    def _close(self, _: Any) -> None:
        self.stack.pop()

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event)
        top = self.stack[-1] if self.stack else None
        if top is not None and top.keyed and top.key is None:
            top.key = self._key(top, event)
            return
        try:
            value = _value(event, in_list=top is not None and top.flow and not top.keyed)
        except BadScalar as bad:
            self._at(event.start_mark, bad.code, str(bad))
            self.spoiled.add(self._put(None, event.start_mark))
        else:
            self._put(value, event.start_mark)

    def _key(self, top: _Open, event: Any) -> str:
        key: str = event.value
        mark, refusal = event.start_mark, _bad_key(key, not event.style)
        path = (*top.path, key)
        if path in self.marks and not refusal:
            first = self.marks[path][0]
            refusal = "R105", f"键“{key}”写了两次（第 {first} 行和第 {mark.line + 1} 行）；请只留一个"
        if refusal:
            self._at(mark, *refusal)
            return DISCARDED
        self.marks[path], top.waiting = (mark.line + 1, mark.column + 1), path
        return key

    def _awaits_key(self) -> bool:
        return bool(self.stack) and self.stack[-1].keyed and self.stack[-1].key is None

    def _put(self, value: Any, mark: Any) -> Path:
        """Store a value where the innermost open collection waits for it; the result is its path."""
        if not self.stack:
            self.root, self.marks[()] = value, (mark.line + 1, mark.column + 1)
            return ()
        top = self.stack[-1]
        if not top.keyed:
            path = (*top.path, len(top.values))
            top.values.append(value)
            self.marks[path] = (mark.line + 1, mark.column + 1)
            return path
        key, top.key = top.key or DISCARDED, None
        if key == DISCARDED:
            return (*top.path, key)
        top.values[key] = value
        return top.waiting

    def _at(self, mark: Any, code: str, message: str) -> None:
        self.mistakes.append(Mistake(str(_place(self.file, mark)), code, message))


def _value(event: Any, *, in_list: bool) -> Any:
    text: str = event.value
    if event.style:
        return _quoted(text)
    if "：" in text and event.start_mark.line != event.end_mark.line and re.search(r"\s\w+：", text):
        raise BadScalar("R108", "下一行的键后面用了中文冒号“：”；请改为半角冒号加空格“: ”")
    return _plain(text, in_list)


def _no_reference(sign: str, anchor: str) -> str:
    return f"不支持引用“{sign}{anchor}”；请直接写出内容（用例共用的数据可写在 data 下），文字以 & 或 * 开头时请加引号"


@lru_cache(maxsize=1 << 14)
def _plain(text: str, in_list: bool, /) -> Value:
    """The value of an unquoted scalar. Rules say the same few thousand words again and again."""
    refuse_full_width(_quoted(text), in_list=in_list)
    return value_of(text)


def _quoted(text: str) -> str:
    if UNWANTED.search(text):
        raise BadScalar("R114", "文字中有不可见的控制字符；请删去")
    return text


@lru_cache(maxsize=1 << 12)
def _bad_key(key: str, plain: bool, /) -> tuple[str, str] | None:
    """Code and message of what cannot be a key."""
    if not key or UNWANTED.search(key):
        return "R114", "键不能是空的，也不能含控制字符"
    if plain and "：" in key:
        return "R108", f"“{key}”用了中文冒号“：”；请改为半角冒号加空格“: ”"
    if plain and SPACES.search(key):
        return "R107", "这里用了全角空格（或不间断空格）；缩进和分隔请用半角空格"
    return None


def _place(file: str, mark: Any) -> Place:
    return Place(file, mark.line + 1, mark.column + 1)


def _events(text: str) -> Iterator[Any]:
    return iter(LOADER(text).get_event, None)
