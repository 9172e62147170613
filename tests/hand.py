"""Lights recomputed from ``scorecard.json`` alone, as a careful person would with a pocket calculator. Shares nothing with the program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

Json = Mapping[str, Any]
Light = tuple[str, str]
"""A light and the name of the grade."""

OPEN, ASIDE = ("no_data", "error"), ("not_applicable", "pending")


class Hand:
    """One scorecard."""

    def __init__(self, card: Json) -> None:
        self.card = card
        self.rules = {rule["id"]: rule for rule in card["rules"]}
        self.grading = card["grading"]

    def counted(self, branch: Json, *, raw: bool = False) -> list[Json]:
        """The findings that bear on the light; under an exception what then stands, unless ``raw``."""
        found = [one if raw or not one["after"] else {**one, **one["after"]} for one in branch["findings"]]
        return [one for one in found if self.rules[one["rule"]]["severity"] != "info" and not self.rules[one["rule"]]["trial"]]

    def score(self, branch: Json, *, waived: bool = False) -> tuple[int, int] | None:
        """Lowest and highest score; ``waived``: as if nothing were."""
        found = [one for one in self.counted(branch, raw=waived) if one["points"]]
        extra = [one["points"] for one in found if one["points"]["of"] == 0]
        found = [one for one in found if one["points"]["of"] > 0]
        groups = [(group["weight"], [one for one in found if one["rule"] in group["of"]]) for group in self.grading.get("groups", [])] or [(100, found)]
        parts = [(Fraction(weight), members) for weight, members in groups if members]
        if not parts:
            return None
        ends = []
        for end in ("low", "high"):
            shares = [(share(members, end), weight, all(map(loose, members))) for weight, members in parts]
            whole = extreme([(one * weight, weight) for one, weight, out in shares if not out], [(one * weight, weight) for one, weight, out in shares if out], end)
            ends.append(int(min(Fraction(100), 100 * whole + sum(number(one[end]) for one in extra))))
        return ends[0], ends[1]

    def ends(self, branch: Json) -> tuple[Light, Light]:
        """At best and at worst."""
        score = self.score(branch)
        best, worst = (self.end(self.counted(branch), None if score is None else score[place], worst=bool(1 - place)) for place in (1, 0))
        return best, worst

    def end(self, findings: Sequence[Json], score: int | None, *, worst: bool) -> Light:
        bad = {one["rule"]: level for one in findings if (level := failed(one, worst=worst))}
        mode = {"severity": self.by_severity, "count": self.by_count, "score": self.by_score}[self.grading["mode"]]
        return mode(findings, bad, score, worst)

    def by_severity(self, findings: Sequence[Json], bad: Mapping[str, str], score: int | None, worst: bool) -> Light:
        severe = {self.rules[rule]["severity"] for rule in bad}
        points = 100 if score is None else score
        if self.broken(bad) or points < self.grading["red_below"]:
            return "red", ""
        return ("yellow" if severe & {"red_line", "major"} or "red" in bad.values() or points < self.grading["green_from"] else "green"), ""

    def broken(self, bad: Mapping[str, str]) -> bool:
        return any(self.rules[rule]["severity"] == "red_line" and level == "red" for rule, level in bad.items())

    def by_count(self, findings: Sequence[Json], bad: Mapping[str, str], score: int | None, worst: bool) -> Light:
        items = [one for one in findings if one["verdict"] not in ASIDE and not (one["points"] and one["points"]["of"] == 0)]
        undone = [one for one in items if one["rule"] in bad]
        if worst:
            items = [one for one in items if one["rule"] in bad or not loose(one)]
        share_undone = Fraction(len(undone), len(items)) if items else Fraction(0)
        of, names = self.grading["of"], self.grading["names"] or {}
        light = next((light for light, key in (("green", "green_at_most"), ("yellow", "yellow_at_most")) if not self.broken(bad) and share_undone <= Fraction(self.grading[key], of)), "red")
        return light, names.get(light, "")

    def by_score(self, findings: Sequence[Json], bad: Mapping[str, str], score: int | None, worst: bool) -> Light:
        bands = self.grading["bands"]
        place = 0 if score is None else next(number for number, band in enumerate(bands) if within(band, score))
        if self.broken(bad) or any(bad.get(rule) == "red" for rule in self.grading["veto"]):
            place = len(bands) - 1
        for cap in self.grading["caps"]:
            hit = [rule for rule, level in bad.items() if (rule in cap["rules"] or self.rules[rule]["severity"] == cap["severity"]) and (cap["level"] != "red" or level == "red")]
            if len(hit) > cap["fails_more_than"]:
                place = max(place, [band["name"] for band in bands].index(cap["to"]))
        return bands[place]["light"], bands[place]["name"]

    def lights(self) -> dict[str, Light]:
        """Every branch's light and grade."""
        ends = {branch["branch"]: self.ends(branch) for branch in self.card["branches"]}
        if self.grading.get("quota"):
            ends = self.quota(ends)
        return {branch["branch"]: self.settled(branch, *ends[branch["branch"]]) for branch in self.card["branches"]}

    def settled(self, branch: Json, best: Light, worst: Light) -> Light:
        findings = self.counted(branch)
        judged = [one for one in findings if one["verdict"] in ("pass", "fail") and not one["perhaps"]]
        applicable = [one for one in findings if one["verdict"] not in ASIDE]
        least = self.grading.get("coverage_less_than")
        thin = least is not None and len(judged) < number(least) * len(applicable)
        unscored = self.grading["mode"] == "score" and self.score(branch) is None
        if best[0] != worst[0] or not judged or ((thin or unscored) and best[0] != "red"):
            return "grey", ""
        unjudged = [one for one in findings if one["verdict"] in OPEN and self.rules[one["rule"]]["severity"] in {"red_line", "major"}]
        if best[0] == "green" and unjudged:
            return "grey", ""
        return best[0], best[1] if best == worst else ""

    def quota(self, ends: Mapping[str, tuple[Light, Light]]) -> dict[str, tuple[Light, Light]]:
        quota, top = self.grading["quota"], self.grading["bands"][0]["name"]
        lower = next((band["light"], band["name"]) for band in self.grading["bands"] if band["name"] == quota["otherwise"])
        places = int(number(quota["at_most"]) * len(ends))
        scores = {branch["branch"]: score for branch in self.card["branches"] if (score := self.score(branch))}
        runners = {name for name, (best, _) in ends.items() if best[1] == top and name in scores}
        if len(runners) <= places:
            return dict(ends)
        decided = dict(ends)
        for name in runners:
            others = runners - {name}
            if sum(scores[one][1] >= scores[name][0] for one in others) < places:
                continue
            beaten = sum(scores[one][0] > scores[name][1] and ends[one][1][1] == top for one in others) >= places
            best, worst = ends[name]
            decided[name] = (lower if beaten else best, lower if worst[1] == top else worst)
        return decided


def number(written: object) -> Fraction:
    text = str(written)
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def loose(finding: Json) -> bool:
    return bool(finding["perhaps"]) or (finding["verdict"] in OPEN and finding["owed"] == 0)


def failed(finding: Json, *, worst: bool) -> str:
    """The level of the failure, at best or at worst; empty for none."""
    if finding["verdict"] == "fail":
        return str(finding["worst_level"] or finding["level"]) if worst else str(finding["level"])
    return str(finding["worst_level"] or "red") if worst and finding["verdict"] in OPEN else ""


def share(findings: Sequence[Json], end: str) -> Fraction:
    earned = [(number(one["points"][end]), number(one["points"]["of"]), loose(one)) for one in findings]
    return extreme([(got, of) for got, of, out in earned if not out], [(got, of) for got, of, out in earned if out], end)


def extreme(sure: Iterable[tuple[Fraction, Fraction]], may: Iterable[tuple[Fraction, Fraction]], end: str) -> Fraction:
    """The lowest or highest share with any of ``may`` left out: tried from the worst (best) on, one more each time."""
    fixed, ranked = list(sure), sorted(may, key=lambda one: one[0] / one[1], reverse=end == "high")
    tries = [fixed + ranked[:length] for length in range(len(ranked) + 1)]
    found = [sum((got for got, _ in one), Fraction(0)) / sum((of for _, of in one), Fraction(0)) for one in tries if one]
    return min(found) if end == "low" else max(found)


def within(band: Json, score: int) -> bool:
    tests = {"at_least": score.__ge__, "more_than": score.__gt__, "at_most": score.__le__, "less_than": score.__lt__}
    return all(test(band[key]) for key, test in tests.items() if band[key] is not None)
