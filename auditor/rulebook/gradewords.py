"""A profile's grading in plain Chinese: when which light is given, and how the score comes about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from auditor.model import Level, Light, Severity
from auditor.rulebook.grading import ByCount, ByScore, BySeverity, Cap, Grading
from auditor.rulebook.sentences import bounds

SEVERITIES = {Severity.RED_LINE: "红线", Severity.MAJOR: "重要", Severity.MINOR: "一般", Severity.INFO: "提示"}
RED_LINE = "有红线规则不合格并判红（已豁免的除外）"
JUDGED = "红线规则和重要规则都能判定"
WORST_CASE = "按最坏的情形也是如此"
GREY = "资料不足：按最好和最坏的情形会亮不同的灯，因此不亮灯；补齐资料后才能判定。"
Words = dict[Light, str]


def lights(grading: Grading) -> Mapping[Light, str]:
    """Light -> when it is given."""
    if isinstance(grading, BySeverity):
        return _by_severity(grading)
    return _by_count(grading) if isinstance(grading, ByCount) else _by_score(grading)


def notes(grading: Grading) -> list[str]:
    """What else is to be known of the grading; empty for the plain one by severity."""
    if isinstance(grading, BySeverity):
        return []
    return list(_of_count(grading) if isinstance(grading, ByCount) else _of_score(grading))


def caps_words(cap: Cap) -> str:
    """Which failures a cap counts: ``红线规则``, ``规则 BZ-06、ZZ-01 ``, with the level where only that counts."""
    which = f"规则 {'、'.join(cap.rules)} " if cap.rules else f"{SEVERITIES[cap.severity]}规则" if cap.severity else ""
    return f"{which}{'判红的' if cap.level is Level.RED else ''}"


def _by_severity(grading: BySeverity) -> Words:
    return {
        Light.RED: f"{RED_LINE}，或得分低于 {grading.red_below}。",
        Light.YELLOW: f"红线规则或重要规则有没做到的，或一般规则有判红的，但没有到红灯的程度；或得分低于 {grading.green_from}。",
        Light.GREY: GREY,
        Light.GREEN: f"红线规则和重要规则都做到了，一般规则没有判红的，得分不低于 {grading.green_from}；{WORST_CASE}。",
    }


def _by_count(grading: ByCount) -> Words:
    names = grading.names
    red, yellow, green = (f"（{names.red}）", f"（{names.yellow}）", f"（{names.green}）") if names else ("", "", "")
    return {
        Light.RED: f"{RED_LINE}，或 {grading.of} 项中未做到的超过 {grading.yellow_at_most} 项{red}。",
        Light.YELLOW: f"{grading.of} 项中未做到的有 {grading.green_at_most + 1} 至 {grading.yellow_at_most} 项（含两端）{yellow}。",
        Light.GREY: GREY,
        Light.GREEN: f"{grading.of} 项中未做到的不超过 {grading.green_at_most} 项{green}；{JUDGED}；{WORST_CASE}。",
    }


def _of_count(grading: ByCount) -> Iterator[str]:
    yield (
        f"每条适用并已到期的规则是一项，轻重相同，已豁免的、加分的不算。适用的不是 {grading.of} 项时，界限按同一比例折算："
        f"未做到项数×{grading.of} 不超过 {grading.green_at_most}×适用项数的为绿灯，不超过 {grading.yellow_at_most}×适用项数的为黄灯。"
    )
    yield "完成率是做到的项数占适用项数的百分数，舍去小数；得分只供参考，不影响灯。"


def _by_score(grading: ByScore) -> Words:
    found: Words = {}
    for light in (Light.RED, Light.YELLOW, Light.GREEN):
        names = [f"“{band.name}”（得分{bounds(band, ' 分')}）" for band in grading.bands if band.light == light]
        if names:
            first = f"{RED_LINE}，或" if light is Light.RED else ""
            found[light] = f"{first}等次为{'、'.join(names)}{f'；{JUDGED}；{WORST_CASE}' if light is Light.GREEN else ''}。"
    thin = f"、已判的规则不足适用规则的 {grading.coverage_less_than}" if grading.coverage_less_than else ""
    grey = f"{GREY}没有得分（不评）{thin}时也不亮灯，已能确定为红灯的除外。"
    return {light: text for light, text in {**found, Light.GREY: grey}.items() if text}


def _of_score(grading: ByScore) -> Iterator[str]:
    if grading.groups:
        parts = "，".join(f"{group.name} {group.weight}" for group in grading.groups)
        yield f"得分分组加权：{parts}。各组得分率×权重相加；某条规则不适用，分值由本组其余规则分担；整组不适用，权重由其余各组分担。"
    yield f"红线规则不合格并判红的，等次为“{grading.bands[-1].name}”。"
    if grading.veto:
        yield f"一票否决：规则 {'、'.join(grading.veto)} 中有一条判红的，等次为“{grading.bands[-1].name}”。"
    for cap in grading.caps:
        yield f"封顶：{caps_words(cap)}不合格超过 {cap.fails_more_than} 条的，等次至多为“{cap.to}”。"
    if quota := grading.quota:
        yield (
            f"名额：“{grading.bands[0].name}”不超过全部支部的 {quota.at_most}（舍去小数），按得分从高到低；名额以外的为“{quota.otherwise}”。"
            "同分或得分未定、名次分不出先后的，等次待定，不随意取舍。"
        )
