"""A slice of the corpus in every run: nothing is read wrong, nothing is lost in silence, nothing is invented. ``make corpus-report``: all of it."""

from __future__ import annotations

from pathlib import Path

from tests.corpus.corpus import pages
from tests.corpus.files import save
from tests.corpus.measure import Score, measure
from tests.records.reading import tables

COUNT = 150


def test_what_was_planted_is_found(tmp_path: Path) -> None:
    score = Score()
    for number, (page, kind) in enumerate(pages(7, COUNT, tables())):
        score += measure(page, save(page, kind, tmp_path, number), tables())
    assert not score.bad, "\n".join(score.bad[:10])
    assert score.counts["right"] > 5_000
    assert score.counts["refused"] == 0
    assert score.counts["unknown"] < score.counts["right"] / 50


def test_a_loss_would_be_seen(tmp_path: Path) -> None:
    """The measure itself: a record that is not in the file, and a value that is another, are found out."""
    page, _ = next(iter(pages(7, 1, tables())))
    path = save(page, "xlsx", tmp_path, 0)
    more = page.body[0].records[0]
    wrong = type(more)(more.table, {**more.values, "name": "某某"}, more.at)
    lost = type(page.body[0])(page.body[0].cells, (more, more))
    for line, name in ((type(lost)(lost.cells, (wrong,)), "wrong"), (lost, "lost")):
        changed = type(page)(page.layout, page.head, (line, *page.body[1:]), page.above, left=page.left)
        assert measure(changed, path, tables()).counts[name] == 1
