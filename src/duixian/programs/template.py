"""A new program's folder: a file that passes its check, with a word at each thing that one changes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from duixian.errors import ProgramError
from duixian.programs.loading import FILE
from duixian.programs.schema import is_id

PROGRAM = """\
# {title}：一句话说清这件事怎么管。改完用 duixian program check 这个文件夹 检查。
# 前面带 # 的表是用得上再用的例子：去掉 # 就是。
title = "{title}"
version = "{year}.1"            # 改了内容就加一：{year}.2
in_force = {today}           # 这天起登记的照这一版办到底；下一版没到这天不能装
case = "事项"                   # 一件叫什么：项目、户、隐患……

[[basis]]                       # 县里的文件在哪里这样说；用自己的话
source = "文件名，第几部分"
says = "谁，什么时候，做什么"

# 栏目：第一项文字就是每件事的名字
# 类型：text integer decimal money share area date choice boolean person office place case link geometry
[fields.name]
title = "名称"
type = "text"
required = true

[fields.lead]
title = "责任人"
type = "person"

[fields.due]
title = "办结期限"
type = "date"

[fields.budget]
title = "预算"
type = "money"
unit = "万元"

# [fields.kind]
# title = "类别"
# type = "choice"
# choices = {{ big = "重大", small = "一般" }}

# 阶段：第一个是起点；requires 和 evidence 是进入这一阶段要有的
[[stages]]
id = "received"
title = "交办"
next = ["doing"]
limit = 3                       # 在这一阶段最多几个工作日

[[stages]]
id = "doing"
title = "办理"
next = ["done"]
requires = ["lead", "due"]

[[stages]]
id = "done"
title = "办结"
evidence = ["办结照片"]

# 发生的事：at_least 是长期职责，每月至少几次
[[events]]
id = "check"
title = "查看"
by = "lead"
at_least = {{ times = 1, per = "month", during = ["doing"] }}

[events.fields.found]
title = "看到什么"
type = "text"

# 手续：几个单位同时办，limit 是几个工作日内答复；after 要等谁，when 什么样的才要办
# [[steps]]
# id = "review"
# title = "审核"
# office = "县某局"
# limit = 5
# deemed = true                 # 到时限不答，视为同意
# [[steps]]
# id = "approval"
# title = "批复"
# office = "县政府办"
# after = ["review"]
# limit = 3
# when = "budget > 100"

# 指标：count、sum、share 写一样；写法见 docs/rules.md
[[indicators]]
id = "done_rate"
title = "办结率"
unit = "%"
share = "reached_done IS NOT NULL"

[[gates]]
title = "年底办结九成"
indicator = "done_rate"
at_least = 90
by = "12-31"

# 提醒：when 成立就响；过了几个工作日升橙色、红色
[[alerts]]
id = "overdue"
title = "过了期限没办结"
when = "stage <> 'done' AND due < today"
orange_after = 5
red_after = 15
to = "lead"

# 参数：随年份变的数，规则里写它的代号
# [parameters.quiet_days]
# title = "多少天没人看算太久"
# type = "integer"
# unit = "天"
# [[parameters.quiet_days.values]]
# from = {year}-01-01
# value = 30
# reference = "文件名，第几条"
# [[alerts]]
# id = "quiet"
# title = "太久没人看"
# when = "stage = 'doing' AND budget > 100 AND days_since_check > quiet_days"
# to = "keeper"

# 看板：每列合计什么，卡片上显示什么，哪个职责用点表示
# [board]
# sum = "budget"
# card = ["due", "budget"]
# dots = "check"

# 谁能做什么：keeper 管理员（督查室），office 责任单位，leader 县领导，reviewer 市级审阅，auditor 审计
# [access]
# see = ["keeper", "office", "leader", "reviewer", "auditor"]
# create = ["keeper"]
# move = ["keeper", "office"]

# 可以公开的；少于几件的数不公开
# [publish]
# indicators = ["done_rate"]
# fields = ["name"]
# at_least = 3
"""
CASE = """\
title = "过了期限没办结就提醒"
today = {today}

[[case]]
opened_on = {opened}

[case.fields]
name = "样例"
lead = "张三"
due = {opened}

[[case.stages]]
stage = "received"
on = {opened}

[[case.stages]]
stage = "doing"
on = {opened}

[case.expect]
alerts = ["overdue"]
lacks = {{ done = ["办结照片"] }}
"""


def write_new(folder: Path, *, title: str, today: date) -> list[Path]:
    """Return the files written for a new program; refuses a folder that holds one, or whose name is no id."""
    if not is_id(folder.name):
        raise ProgramError(
            f"文件夹名“{folder.name}”不能作代号", where=str(folder), hint="只用小写字母、数字、下划线，字母开头"
        )
    if (folder / FILE).exists():
        raise ProgramError("这里已经有一个模板", where=str(folder / FILE), hint="换一个文件夹，或直接改它")
    opened = today.replace(year=today.year - 1, day=1)
    texts = {
        folder / FILE: PROGRAM.format(title=_quoted(title), year=today.year, today=today),
        folder / "cases" / "overdue.toml": CASE.format(today=today, opened=opened),
    }
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(texts)


def _quoted(words: str) -> str:
    """Return words as they stand between the quotes of a TOML text."""
    return json.dumps(words, ensure_ascii=False)[1:-1]
