"""The page types the API knows, and what it calls them: as files of content do."""

from typing import Literal

from content.models import (
    AccessibilityPage,
    AToZPage,
    ContentPage,
    CookiesPage,
    GuidePage,
    GuidePartPage,
    HomePage,
    LandingPage,
    LookupPage,
    NewsIndexPage,
    NewsPage,
    PrivacyPage,
    PublicationPage,
    ServicePage,
    SharedDocumentsPage,
    StandardPage,
    StatusPage,
    StepByStepPage,
    SubLandingPage,
)

PageType = Literal[
    "home",
    "standard",
    "service",
    "landing",
    "sublanding",
    "guide",
    "guide-part",
    "steps",
    "publication",
    "status",
    "a-to-z",
    "accessibility",
    "privacy",
    "cookies",
    "lookup",
    "shared-documents",
    "news-index",
    "news",
]

PAGE_TYPES: dict[str, type[ContentPage]] = {
    "home": HomePage,
    "standard": StandardPage,
    "service": ServicePage,
    "landing": LandingPage,
    "sublanding": SubLandingPage,
    "guide": GuidePage,
    "guide-part": GuidePartPage,
    "steps": StepByStepPage,
    "publication": PublicationPage,
    "status": StatusPage,
    "a-to-z": AToZPage,
    "accessibility": AccessibilityPage,
    "privacy": PrivacyPage,
    "cookies": CookiesPage,
    "lookup": LookupPage,
    "shared-documents": SharedDocumentsPage,
    "news-index": NewsIndexPage,
    "news": NewsPage,
}
TYPE_NAMES = {model: name for name, model in PAGE_TYPES.items()}
