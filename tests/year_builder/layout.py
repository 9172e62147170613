"""Rows laid out as the files that an office keeps: exports, hand-kept ledgers, wide sheets, folders of single branches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from tests.sample_builder.sheets import FORMS, File, Sheet, Value, chinese, dotted, excel, packed, titled

from .faculty import MONTHS, PARENT, Branch, H, M, Row, T, X, Y
from .plan import Tables, spoilt

Form = Callable[[date], Value]
Cells = tuple[Value, ...]
FOOT: Cells = ("填表人：样例甲", None, None, None, "审核人：样例乙", None, "填报日期：2026年1月6日")
NATIONAL = ("姓名", "支部=所在党支部", "身份证号=公民身份证号", "性别", "民族", "出生日期", "学历", "人员类别", "入党日期=加入党组织日期", "转正日期=转为正式党员日期",
            "岗位=工作岗位", "手机=联系电话", "固定=", "住址=家庭住址", "党籍状态", "失联=是否为失联党员", "失联日期=失去联系日期", "流动=是否为流动党员", "流向=外出流向")
OWN_ROLL = ("姓名", "学工号", "身份证号=公民身份号码", "支部=所在党支部", "党小组=所在党小组", "性别", "民族", "出生日期", "学历", "人员类别", "入党日期=入党时间",
            "转正日期=转正时间", "转正情况", "手机=手机号", "党籍状态", "失联=是否失联党员", "失联日期=失联时间", "离开支部=离开支部日期")
REGISTER = ("支部=党支部名称", "编码=党支部编码", "简称", "上级=上级党组织", "类型=支部类型", "领域=领域类别", "成立时间", "撤销时间", "文号=成立批复文号", "任命时间", "应换届时间",
            "延期批复=延期换届批复日期", "实际换届时间", "设支委会=是否设支委会", "党小组数", "单位数=覆盖单位数", "书记=党支部书记")
EXPORT = ("编码=所在党支部编码", "支部=所在党支部", "类型=会议类型", "主题=会议名称", "党小组", "时间=实际会议时间", "地点=会议地点", "主持人", "记录人", "应到=应到人数", "实到=实到人数",
          "请假=请假人数", "请假原因", "有表决权应到=应到会有表决权人数", "有表决权实到=实到会有表决权人数", "赞成=赞成票", "反对=反对票", "弃权=弃权票", "通过=是否通过", "内容=会议内容",
          "录入=录入日期", "佐证=佐证材料", "审核=审核情况")
THEME = ("支部=党支部", "时间=活动时间", "主题=活动主题", "地点=活动地点", "主持人", "记录人", "应到=应到人数", "实到=实到人数", "请假=请假人数", "请假原因", "内容=活动内容", "佐证=图片资料")
DEVELOPMENT = ("姓名", "支部=联系党支部", "出生日期", "阶段=当前发展阶段", "申请=提交书面申请书时间", "谈话=派人谈话时间", "积极分子=确定为入党积极分子时间", "培养联系人",
               "发展对象=确定为发展对象时间", "公示起=公示开始时间", "公示止=公示结束时间", "政审=政治审查时间", "政审结论",
               "培训天数=集中培训天数", "培训学时=集中培训学时", "预审=预审时间", "编号=志愿书编号", "介绍人=入党介绍人",
               "接收=支部大会通过时间", "应到=应到会有表决权人数", "实到=实到会有表决权人数", "赞成=赞成票", "反对=反对票", "弃权=弃权票", "审批=党委审批时间", "宣誓=入党宣誓时间", "转正大会=转正大会时间",
               "转正结论", "转正审批=转正审批时间", "延长至=预备期延长至")
LONG_DUES = ("支部=所在党支部", "姓名", "月份=缴费月份", "身份=缴费身份", "基数=缴费基数", "应缴=应缴党费", "实缴=实缴党费", "缴费日期", "方式=缴费方式", "状态=缴费状态", "减免批准=减免批准日期")
SIGNED = ("日期=会议日期", "会议=会议名称", "姓名", "状态=签到情况", "事由=请假事由")


def files() -> tuple[File, ...]:
    """Every file of the sample, the school's first, then those of single branches."""
    t = spoilt()
    return (*_people(t), *_life(t), *_yearly(t), *_own(t))


def _people(t: Tables) -> tuple[File, ...]:
    return (
        _file("党支部名录.xlsx", "", _table(REGISTER, t["branches"], excel)),
        _national(t["roll"]),
        _merged("支部委员会成员表.xlsx", "资源环境学院党支部委员会成员一览表", _table(("支部=所在党支部", "姓名", "职务", "任职=任职时间", "离任=离任时间"), t["committee"], dotted)),
        _file("党小组一览表.xlsx", "党小组一览表", _table(("支部=所属党支部", "党小组=党小组名称", "组长", "党员数", "正式党员数"), t["groups"])),
        File("换届选举登记表.xlsx", (
            titled("选举", "2025年换届选举登记表", _table((
                "支部=党支部", "选举类型", "届次", "请示=请示日期", "批复=请示批复日期", "选举=选举日期", "应到=应到会有选举权人数", "实到=实到会有选举权人数", "应选=应选委员人数",
                "候选=委员候选人数", "发出=发出选票", "收回=收回选票", "报告=结果报告日期", "批准=上级批准日期"), t["elections"], chinese)),
            titled("得票", "2025年选举候选人得票表", _table((
                "支部=党支部", "选举=选举日期", "候选人", "实到=实到会有选举权人数", "赞成=得赞成票", "反对=得反对票", "弃权=得弃权票", "当选=是否当选"), t["ballots"], chinese)),
        )),
        _file("流动和外出党员联系台账.xlsx", "流动和外出党员联系台账", _table((
            "支部=党支部", "姓名", "外出类型", "外出=外出时间", "去向", "固定地点=是否有固定地点", "关系=组织关系状态", "转出=组织关系转出日期", "返回=返回日期", "联系=最近联系日期",
            "联系人=支部联系人"), t["floating"], dotted)),
        _file("党员奖惩和处置台账.xlsx", "党员奖惩和处置台账", _table((
            "支部=党支部", "姓名", "类型=奖惩类型", "名称=奖惩名称", "决定=决定日期", "机关=批准机关", "帮教=帮教措施", "结束=结束日期"), t["awards"], dotted)),
    )


def _life(t: Tables) -> tuple[File, ...]:
    return (
        _file("三会一课记录导出_2025年.xlsx", "", _table(EXPORT, t["meetings"], excel)),
        _merged("主题党日活动台账_2025年.xlsx", "2025年主题党日活动台账", _table(THEME, t["theme_days"])),
        File("政治学习台账_2025年.csv", (Sheet("", tuple(_table((
            "支部=党支部", "类型=活动类型", "时间=学习时间", "主题=学习内容", "地点=学习地点", "主持人", "记录人", "应到=应到人数", "实到=实到人数", "请假=请假人数", "请假原因",
            "内容=主要内容"), t["studies"], date.isoformat, numbered=False))),)),
        _file("发展党员工作台账.xlsx", "发展党员工作台账", [*_table(DEVELOPMENT, t["development"], dotted), ("注：日期一律填写到日；尚未到的环节留空。",)]),
        _file("入党材料核查表.xlsx", "党员档案入党材料核查表", _table((
            "姓名", "支部=所在党支部", "人员类别", "入党申请书", "入党志愿书", "政治审查材料", "培养教育考察材料", "转正申请书"), t["documents"])),
        _file("入党积极分子考察登记.xlsx", "入党积极分子考察登记", _table(("支部=所在党支部", "姓名", "材料=材料名称", "有无", "形成=形成日期"), t["observations"], chinese)),
    )


def _yearly(t: Tables) -> tuple[File, ...]:
    return (
        _file("党员教育学时登记表_2025年.xlsx", "2025年党员教育学时登记表", _table((
            "姓名", "支部=所在党支部", "身份=参训人员身份", "班=培训班名称", "主办=主办方", "类别=培训类别", "形式=培训形式", "时间=培训时间", "学时"), t["training"], dotted)),
        _file("民主评议党员结果_2025年.xlsx", "2025年民主评议党员结果汇总表", _table((
            "支部=所在党支部", "姓名", "人员类别", "年度=评议年度", "时间=评议时间", "等次=评议结果", "反馈=反馈日期"), t["appraisal"], dotted)),
        _file("书记述职评议表_2025年.xlsx", "2025年党支部书记述职评议表", _table((
            "支部=党支部", "年度=述职年度", "述职人", "向上级=向上级党组织述职日期", "向党员=向党员大会述职日期", "等次=综合等次"), t["reports"], chinese)),
        File("谈心谈话记录_2025年.csv", (Sheet("", tuple(_table((
            "支部=党支部", "日期=谈话日期", "谈话人", "对象=谈话对象", "类型=谈话类型", "地点=谈话地点", "内容=内容摘要"), t["talks"], date.isoformat, numbered=False))),)),
        _file("党费公示记录.xlsx", "2025年党费公示记录", _table(("支部=党支部", "公示=公示日期", "期间=覆盖期间", "形式=公示形式"), t["notices"], dotted)),
        _file("计划总结报送情况_2025年.xlsx", "2025年工作计划和总结报送情况", _table(("支部=党支部", "年度", "文种", "报送=报送日期"), t["plans"], dotted)),
        _file("宣传报道台账_2025年.xlsx", "2025年宣传报道台账", _table(("支部=党支部", "日期=发布日期", "标题", "平台=发布平台", "级别"), t["publicity"], dotted)),
        _file("问题整改台账_2025年.xlsx", "2025年问题清单和整改台账", _table((
            "支部=党支部", "来源=问题来源", "问题=存在问题", "措施=整改措施", "责任人", "发现=发现时间", "时限=整改时限", "情况=完成情况", "完成=完成时间", "销号=销号时间", "佐证=佐证材料"), t["issues"], dotted)),
        File("党员异动统计表_2025年.xlsx", (
            titled("统计", "2025年党员异动统计表", [(f"填报单位：{PARENT}",), *_table((
                "支部=党支部名称", "期初=期初党员数", "发展=发展党员", "转入=转入组织关系", "转出=转出组织关系", "出党=停止党籍及出党", "去世", "期末=期末党员数"), t["balances"])]),
            titled("转接", "2025年组织关系转出登记表", _table((
                "支部=所在党支部", "姓名", "异动=异动类型", "转出日期=转出办理时间", "单位=转入单位", "回执=回执接收日期"), t["transfers"], dotted)),
        )),
    )


def _own(t: Tables) -> tuple[File, ...]:
    return (
        _file(f"{M.name}/党员花名册.xlsx", f"{M.name}党员花名册", _table(OWN_ROLL, _of(M, t["roll"]), dotted)),
        File(f"{M.name}/党费收缴明细_2025年.csv", (Sheet("", tuple(_table(LONG_DUES, _of(M, t["dues"]), date.isoformat, numbered=False))),)),
        *(_file(f"{b.name}/主题党日签到表_2025年.xlsx", f"{b.name}2025年主题党日签到表", _table(SIGNED, _of(b, t["attendance"]), excel)) for b in (M, H)),
        _file(f"{H.name}/党费收缴明细_2025年.xlsx", f"{H.name}2025年党费收缴明细", _table(LONG_DUES, _of(H, t["dues"]), dotted)),
        _file(f"{X.name}/党费收缴明细_2025年.xlsx", f"{X.name}2025年党费收缴明细（零报告）", _table(LONG_DUES, [])),
        *(_wide_dues(b, _of(b, t["dues"])) for b in (Y, T) if _of(b, t["dues"])),
        *(_beside(b, _of(b, t["changes"])) for b in (M, H)),
    )


def _of(b: Branch, rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row["支部"] == b.name]


def _table(columns: Sequence[str], rows: Iterable[Row], form: Form | None = None, *, numbered: bool = True) -> list[Cells]:
    """Heading and rows. A column is ``key`` or ``key=heading``; without ``form`` each row writes its dates in another way."""
    pairs = [(key, heading or key) for key, _, heading in (column.partition("=") for column in columns)]
    first: Cells = ("序号",) if numbered else ()
    body = [
        ((i,) if numbered else ()) + tuple(_cell(row.get(key), form or FORMS[i % len(FORMS)]) for key, _ in pairs) for i, row in enumerate(rows, 1)
    ]
    return [(*first, *(heading for _, heading in pairs)), *body]


def _cell(value: object, form: Form) -> Value:
    return form(value) if isinstance(value, date) else value if isinstance(value, str | int | float) else None


def _file(name: str, title: str, rows: Sequence[Cells]) -> File:
    sheet = name.rpartition("/")[2].partition(".")[0].partition("_")[0][:20]
    return File(name, (titled(sheet, title, [*rows, FOOT]) if title else Sheet(sheet, tuple(rows)),))


def _merged(name: str, title: str, rows: Sequence[Cells]) -> File:
    """The branch, second column, is written once per run and its cells are merged."""
    merges, cells = [], [list(row) for row in rows]
    starts = [i for i in range(1, len(rows)) if rows[i][1] != rows[i - 1][1]]
    for first, last in zip(starts, [*starts[1:], len(rows)], strict=True):
        for i in range(first + 1, last):
            cells[i][1] = None
        if last - first > 1:
            merges.append((first + 1, 1, last, 1))
    return File(name, (titled(name.partition(".")[0].partition("_")[0], title, [*map(tuple, cells), FOOT], merges),))


def _national(rows: Iterable[Row]) -> File:
    """The fixed national sheet: two rows above a two-row header, a footer below. 材料系 keeps a roll of its own."""
    table = _table(NATIONAL, (row for row in rows if row["支部"] != M.name), packed)
    under: Cells = tuple({12: "手机号", 13: "固定电话"}.get(i) for i in range(20))
    head: Cells = tuple(None if i == 13 else cell for i, cell in enumerate(table[0]))
    above: list[Cells] = [("党员基本信息汇总表",), (f"党组织名称：{PARENT}", *(None,) * 14, "填报日期：2026年1月6日")]
    foot: Cells = ("填表人：样例甲", *(None,) * 8, "审核人：样例乙", *(None,) * 5, "联系电话：13900000000")
    upright = [(2, i, 3, i) for i in range(20) if i not in (12, 13)]
    return File("党员基本信息汇总表.xlsx", (Sheet("党员基本信息汇总表", (*above, head, under, *table[1:], foot), ((0, 0, 0, 19), (2, 12, 2, 13), *upright)),))


def _wide_dues(b: Branch, rows: Sequence[Row]) -> File:
    """党费 wide by month, with 合计 and signatures."""
    names = {str(row["姓名"]): row["应缴"] for row in rows}
    paid = {(row["姓名"], row["月"]): row["实缴"] for row in rows}
    lines: list[Cells] = []
    for name, due in names.items():
        cells = tuple(_cell(paid.get((name, month), "—"), excel) for month in MONTHS)
        lines.append((len(lines) + 1, name, "学生" if b.student else "在职", _cell(due, excel), *cells, round(sum(one for one in cells if isinstance(one, int | float)), 2)))
    sums = (round(sum(line[i] for line in lines if isinstance(line[i], int | float)), 2) for i in range(3, 17))  # type: ignore[misc]
    head: Cells = ("序号", "姓名", "缴费身份", "月应缴党费", *(f"{month}月" for month in MONTHS), "合计")
    caption: Cells = (f"党支部：{b.name}", *(None,) * 15, "单位：元")
    return File(f"{b.name}/党费收缴明细表_2025年.xlsx", (titled("党费", f"{b.name}2025年党费收缴明细表", [caption, head, *lines, ("合计", None, None, *sums), FOOT]),))


def _beside(b: Branch, rows: Sequence[Row]) -> File:
    """党员增减情况表: the items in two columns side by side."""
    cells = [tuple(_cell(row.get(key), excel) for key in ("项目", "行次", "人数")) for row in rows]
    half = (len(cells) + 1) // 2
    right = [*cells[half:], *[(None, None, None)] * (2 * half - len(cells))]
    caption: Cells = (f"填报单位：{b.name}", None, None, None, None, "单位：人")
    body = [(*one, *other) for one, other in zip(cells[:half], right, strict=True)]
    return File(f"{b.name}/党员增减情况表_2025年.xlsx", (titled("增减", "2025年党员增减情况表", [caption, ("项目", "行次", "人数") * 2, *body, FOOT]),))
