"""Every page: its address, its view, its name."""

from django.contrib.auth.views import LoginView
from django.urls import include, path

from duixian.web.access import EVERYONE, opens
from duixian.web.pages import task_sheets, tasks
from duixian.web.pages.waiting import waiting

urlpatterns = [
    # Logging in
    path(
        "login/",
        opens(EVERYONE, methods=("GET", "POST"))(LoginView.as_view(template_name="web/login.html")),
        name="login",
    ),
    path("password/", waiting, name="password"),
    path("i18n/", include("django.conf.urls.i18n")),
    # One's own desk, and the overview
    path("", waiting, name="desk"),
    path("overview/", waiting, name="overview"),
    # Documents and the reading desk
    path("documents/", waiting, name="documents"),
    # Task breakdown
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/assign/", tasks.assign, name="tasks-assign"),
    path("tasks/export/", task_sheets.export, name="tasks-export"),
    path("tasks/import/", waiting, name="tasks-import"),
    path("tasks/<int:pk>/", tasks.task, name="task"),
    path("tasks/<int:pk>/offices/", tasks.offices, name="task-offices"),
    path("tasks/<int:pk>/withdraw/", tasks.withdraw, name="task-withdraw"),
    # Commitments
    path("commitments/", waiting, name="commitments"),
    # Journal
    path("journal/", waiting, name="journal"),
    # People, offices, places, calendar
    path("manage/", waiting, name="manage"),
]
