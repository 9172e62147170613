"""What is wrong in the sample, on purpose. Branches by short name, members by their place in the branch (0 first)."""

from __future__ import annotations

# 主题党日: 未开展的月份
NO_THEME_DAY = {"机电系": {3}, "技师学院": {1, 2}}
# 主题党日: 单元格是数字 2022.1, 可能是 1 月也可能是 10 月
UNCLEAR_DATE = {("信息系", 1): 2022.1}
# 主题党日: 支部名称写错, 只能猜是哪个支部
MISSPELT = {("基础部", 3): "基础教研部党支部"}
# 主题党日: 实到人数过少
FEW_PRESENT = {("艺术高中", 3): 6}
# 三会一课: 未召开支委会的月份
NO_COMMITTEE_MEETING = {"艺术高中": {3}}
# 党费: 写明未缴的月份
UNPAID = {("艺术系", 4): {2, 3}, ("艺术系", 6): {3}}
# 党费: 单元格空白的月份
BLANK_DUES = {("艺术系", 8): {2}}
# 党费: 没有交明细表的支部
NO_DUES = {"创业学院"}
# 党员: 身份证号存成了数字, 末几位已丢失
NUMBER_ID = ("机电系", 7)
# 党员: 后者误填了前者的身份证号
SAME_ID = (("学生一支部", 9), ("学生二支部", 7))
# 异动: 期末数与期初、增减不符
WRONG_BALANCE = {"艺术系": 1}
# 档案核查: 缺少的材料
MISSING_DOCUMENT = {("学生二支部", 1): "政治审查材料"}
# 发展党员: 积极分子培养不足一年即列为发展对象
HURRIED = ("学生二支部", "郑示例")
# 未报工作计划、没有宣传报道、政治学习缺月
NO_PLAN = {"技师学院"}
NO_PUBLICITY = {"经管系"}
NO_STUDY = {"机电系": {2}}
# 没有交问题清单
NO_ISSUES = {"学生一支部"}
