"""Every check kind by its name. A new kind is its file, one line here and its case file."""

from __future__ import annotations

from auditor.checks.agree import Agree
from auditor.checks.alike import Alike
from auditor.checks.allowed import Allowed
from auditor.checks.balance import Balance
from auditor.checks.combined import AllOf, AnyOf, AtLeastOf, Not
from auditor.checks.complete import Complete
from auditor.checks.computed import Computed
from auditor.checks.consecutive import Consecutive
from auditor.checks.count_per_period import CountPerPeriod
from auditor.checks.deadline import Deadline
from auditor.checks.document_set import DocumentSet
from auditor.checks.duration import Duration
from auditor.checks.expiry import Expiry
from auditor.checks.format import Format
from auditor.checks.headcount import Headcount
from auditor.checks.manual import Manual
from auditor.checks.max_gap import MaxGap
from auditor.checks.named import Named
from auditor.checks.order import Order
from auditor.checks.overlap import Overlap
from auditor.checks.range import Range
from auditor.checks.ratio import Ratio
from auditor.checks.recorded import Recorded
from auditor.checks.references import References
from auditor.checks.share import ShareOf
from auditor.checks.trend import Trend
from auditor.checks.unique import Unique
from auditor.tables import Strict

KINDS: dict[str, type[Strict]] = {
    "count_per_period": CountPerPeriod,
    "headcount": Headcount,
    "complete": Complete,
    "document_set": DocumentSet,
    "allowed": Allowed,
    "unique": Unique,
    "ratio": Ratio,
    "range": Range,
    "deadline": Deadline,
    "duration": Duration,
    "consecutive": Consecutive,
    "references": References,
    "expiry": Expiry,
    "balance": Balance,
    "max_gap": MaxGap,
    "order": Order,
    "overlap": Overlap,
    "computed": Computed,
    "agree": Agree,
    "format": Format,
    "manual": Manual,
    "alike": Alike,
    "share": ShareOf,
    "named": Named,
    "recorded": Recorded,
    "all_of": AllOf,
    "any_of": AnyOf,
    "at_least_of": AtLeastOf,
    "not": Not,
    "trend": Trend,
}
