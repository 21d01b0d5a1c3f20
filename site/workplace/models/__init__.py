"""What is kept for people at work: their own views, the people directory, tools and bookmarks, policies."""

from workplace.models.own import NoMorningLetter, SavedView
from workplace.models.people import PeoplePage, Profile, ProfileChange, Skill
from workplace.models.policies import PolicyPage
from workplace.models.tools import Bookmark, ToolsPage

__all__ = [
    "Bookmark",
    "NoMorningLetter",
    "PeoplePage",
    "PolicyPage",
    "Profile",
    "ProfileChange",
    "SavedView",
    "Skill",
    "ToolsPage",
]
