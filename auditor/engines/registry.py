"""Every engine by its name: the only place that chooses a backend. Imported late: an engine costs its library."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from auditor.errors import Mistake, UsageError

if TYPE_CHECKING:
    from auditor.engines.base import Engine

ENGINES = {
    "polars": ("auditor.engines.polars_engine", "PolarsEngine"),
    "spark": ("auditor.engines.spark_engine", "SparkEngine"),
}


def engine(name: str) -> Engine:
    """The engine of that name; ``auto`` is Polars. ``UsageError`` when it is unknown or its library is not installed."""
    module, attribute = ENGINES.get("polars" if name == "auto" else name, ("", ""))
    if not module:
        raise UsageError(Mistake("", "E201", f"没有名为“{name}”的计算引擎，可用：auto、{'、'.join(ENGINES)}"))
    try:
        return cast("Engine", getattr(import_module(module), attribute)())
    except ImportError as error:
        raise UsageError(Mistake("", "E202", f"计算引擎“{name}”需要的组件没有安装（{error.name}），请用 pip install 'branch-auditor[{name}]' 安装")) from error
