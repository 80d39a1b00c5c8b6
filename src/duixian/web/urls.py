"""Every page: its address, its view, its name."""

from django.urls import include, path

from duixian.web.pages import account, entering, task_sheets, tasks
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
