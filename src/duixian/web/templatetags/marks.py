"""Marks that stand on many pages."""

from django.template import Library

register = Library()
