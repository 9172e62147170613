"""A day as people must write it in files that decide until when something holds."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator


def _day(value: Any) -> date:
    """Only ``2022-03-31``: every other spelling has been read as another day by some tool."""
    if isinstance(value, date):
        return value
    try:
        if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f'R124 没有 "{value}" 这一天；请核对月份和日期') from None
    raise ValueError(f'R124 日期 "{value}" 的写法容易误读；请写成 2022-03-31 的样子（四位年、两位月、两位日，不加引号也可以）')


Day = Annotated[date, BeforeValidator(_day)]
