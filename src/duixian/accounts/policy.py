"""What a password must be, said in the words of the page."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """Django's own check; its words for it are not translated in every release."""

    def get_error_message(self) -> str:
        """Return what is said of a short password."""
        return _("密码太短，至少要 %(n)d 位。") % {"n": self.min_length}

    def get_help_text(self) -> str:
        """Return what is said beforehand."""
        return _("至少 %(n)d 位。") % {"n": self.min_length}
