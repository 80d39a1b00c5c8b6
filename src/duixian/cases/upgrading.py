"""What a new version must be for the cases of the older ones: later, in force already, and beside it their rules must
still be readable."""

from __future__ import annotations

from duixian.cases.models import Case, Installed, InstalledVersion
from duixian.cases.tables.shelf import judging
from duixian.errors import ProgramError
from duixian.journal import clock
from duixian.programs import Program
from duixian.programs.conditions import rules_of, wrong_with
from duixian.programs.loading import FILE, Source, recall
from duixian.programs.versions import order


def refuse_too_early(before: Program | None, program: Program) -> None:
    """Refuse the next version before the day from which it is in force: its fields and figures would be those of all
    cases at once. The first one may be there early: no other could hold until then."""
    is_next = before is not None and before.version != program.version
    if is_next and program.in_force > clock.today():
        hint = "现在可以 check、try、plan；到了那天再装。要马上用，把 in_force 改成今天"
        what = f"“{program.title}”{program.version} 版从 {program.in_force:%Y-%m-%d} 起用，还没有到"
        raise ProgramError(what, where=_where(program), hint=hint)


def refuse_unreadable(source: Source) -> None:
    """Refuse a version that comes before the installed one, or beside which a rule of an older one cannot be read."""
    program = source.program
    _refuse_earlier(source)
    rows = InstalledVersion.objects.filter(installed__program=program.id).exclude(version=program.version)
    older = judging([Source(recall(row.text, key=program.id), row.text) for row in rows], program)
    for each in older:
        faults = [wrong_with(text, program=each.program, wants=wants) for _, text, wants in rules_of(each.program)]
        wrong = [fault for fault in faults if fault is not None]
        if wrong and (many := _cases(each.program)):
            what = f"{each.program.version} 版登记的 {many} 件照那一版办，它的规则在这一版里读不通：{wrong[0].what}"
            hint = "改了代号的栏目写 was；那一版的规则用到的栏目留着，单位不改"
            raise ProgramError(what, where=_where(program), hint=hint)


def _refuse_earlier(source: Source) -> None:
    program = source.program
    last = Installed.objects.filter(program=program.id).first()
    if last is None:
        return
    if order(last.version) > order(program.version):
        what = f"装过 {last.version} 版，这份是更早的 {program.version} 版"
        raise ProgramError(what, where=_where(program), hint="要退回原来的写法，也换一个更大的版本号")
    is_edited = last.version == program.version and last.text != source.text
    if is_edited and last.removed_at is not None and _cases(program):
        hint = "改了内容就换版本号：version 加一，in_force 写生效日期"
        raise ProgramError(f"版本 {program.version} 已经装过，内容却不同", where=_where(program), hint=hint)


def _cases(program: Program) -> int:
    return Case.objects.filter(program=program.id, version=program.version).count()


def _where(program: Program) -> str:
    return f"{program.id}/{FILE}"
