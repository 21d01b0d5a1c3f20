from django.apps import AppConfig


class PageCacheConfig(AppConfig):
    name = "page_cache"
