"""Rehearsing a journey: an automatic resident that goes every way there is with made-up answers, tries wrong ones, and
reports what it saw. Pure, on ``evaluate()`` alone."""

from forms_engine.runtime.rehearsal.rehearse import rehearse as rehearse
from forms_engine.runtime.rehearsal.report import RehearsalReport as RehearsalReport
