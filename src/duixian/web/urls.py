"""Every page: its address, its view, its name."""

from django.urls import include, path

from duixian.web.pages import (
    account,
    commitment,
    commitments,
    desk,
    documents,
    entering,
    evidence,
    journal,
    marking,
    review,
    task_sheets,
    tasks,
)
from duixian.web.pages.waiting import waiting

urlpatterns = [
    # Logging in, and one's own account
    path("login/", entering.login, name="login"),
    path("login/demo/", entering.login_in_demo, name="login_in_demo"),
    path("logout/", entering.logout, name="logout"),
    path("login/code/", entering.second_factor, name="second_factor"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="password"),
    path("account/keys/", account.keys, name="keys"),
    path("account/second-factor/", account.authenticator, name="authenticator"),
    path("account/second-factor/start/", account.start_authenticator, name="start_authenticator"),
    path("account/second-factor/stop/", account.stop_authenticator, name="stop_authenticator"),
    path("i18n/", include("django.conf.urls.i18n")),
    # One's own desk, and the overview
    path("", waiting, name="desk"),
    path("overview/", waiting, name="overview"),
    # Documents and the reading desk
    path("documents/", documents.documents, name="documents"),
    path("documents/upload/", documents.upload, name="document_upload"),
    path("documents/<int:key>/row/", documents.document_row, name="document_row"),
    path("documents/<int:key>/retry/", documents.document_retry, name="document_retry"),
    path("documents/<int:key>/describe/", documents.document_describe, name="document_describe"),
    path("documents/<int:key>/original/", documents.document_original, name="document_original"),
    path("documents/<int:key>/pages/<int:number>/", desk.document_page, name="document_page"),
    path("documents/<int:key>/desk/", desk.reading_desk, name="reading_desk"),
    path("documents/<int:key>/desk/bulk/", marking.desk_bulk, name="desk_bulk"),
    path("documents/<int:key>/desk/accept/", marking.desk_accept_many, name="desk_accept_many"),
    path("documents/<int:key>/desk/mark/", marking.desk_mark, name="desk_mark"),
    path("documents/<int:key>/desk/<int:statement>/accept/", review.desk_accept, name="desk_accept"),
    path("documents/<int:key>/desk/<int:statement>/reject/", review.desk_reject, name="desk_reject"),
    path("documents/<int:key>/desk/<int:statement>/settle/", review.desk_settle, name="desk_settle"),
    path("documents/<int:key>/desk/<int:statement>/undo/", review.desk_undo, name="desk_undo"),
    path("documents/<int:key>/desk/<int:statement>/split/", review.desk_split, name="desk_split"),
    path("documents/<int:key>/desk/<int:statement>/merge/", review.desk_merge, name="desk_merge"),
    # Task breakdown
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/assign/", tasks.assign, name="tasks_assign"),
    path("tasks/export/", task_sheets.export, name="tasks_export"),
    path("tasks/import/", task_sheets.upload, name="tasks_import"),
    path("tasks/import/<str:key>/", task_sheets.pending, name="tasks_pending"),
    path("tasks/import/<str:key>/marked.xlsx", task_sheets.marked_workbook, name="tasks_marked"),
    path("tasks/<int:pk>/", tasks.task, name="task"),
    path("tasks/<int:pk>/offices/", tasks.offices, name="task_offices"),
    path("tasks/<int:pk>/withdraw/", tasks.withdraw, name="task_withdraw"),
    # Commitments
    path("commitments/", commitments.commitment_list, name="commitments"),
    path("commitments/export.<str:form>", commitments.export, name="commitments-export"),
    path("commitments/views/", commitments.save_view, name="commitments-views"),
    path("commitments/views/<int:pk>/", commitments.change_view, name="commitments-view"),
    path("commitments/<int:pk>/", commitment.commitment_page, name="commitment"),
    path("commitments/<int:pk>/report/", commitment.report, name="commitment-report"),
    path("commitments/<int:pk>/due/", commitment.change_due, name="commitment-due"),
    path("commitments/<int:pk>/withdraw/", commitment.withdraw, name="commitment-withdraw"),
    path("claims/<int:pk>/return/", commitment.return_claim, name="claim-return"),
    path("evidence/<int:pk>/", evidence.evidence_file, name="evidence"),
    path("evidence/<int:pk>/preview/", evidence.evidence_preview, name="evidence-preview"),
    path("evidence/<int:pk>/confirm/", commitment.confirm, name="evidence-confirm"),
    path("sources/<slug:kind>/<int:pk>/", evidence.source, name="source"),
    # Journal
    path("journal/", journal.journal, name="journal"),
    path("journal/sentence/", journal.sentence, name="journal-sentence"),
    path("journal/check/", journal.check, name="journal-check"),
    path("journal/report/", journal.report, name="journal-report"),
    path("journal/export/", journal.export, name="journal-export"),
    path("journal/seals/", journal.seals, name="journal-seals"),
    # People, offices, places, calendar
    path("manage/", waiting, name="manage"),
]
