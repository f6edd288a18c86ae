"""What the asset library adds to the pages of the apps below."""

from config.work_lists import register_work_list
from personas.content_panels import register_content_panel
from personas.data_version import register_versioned
from personas.panels import register_panel
from personas.saved_pages import register_saved_page
from personas.search.kinds import register_search_kind
from personas.spreadsheets.registry import register_table
from personas.starter import register_starter


def register() -> None:
    """Offer assets to persona pages, content types, the search, the tables, the admin's start page and
    the starter catalogue."""
    from journeys import models
    from journeys.assets.panels import assets_for, assets_of_types
    from journeys.assets.search import assets
    from journeys.assets.table import Assets
    from journeys.assets.work_lists import content_work
    from journeys.starter.assets import load_assets
    from journeys.starter.tasks import load_tasks
    from personas.models import ContentFormat

    shown = models.Asset, models.Asset.personas.through, ContentFormat
    register_panel("assets", assets_for, order=50, made_of=shown, plain=True)
    register_content_panel("assets", assets_of_types, made_of=[models.Asset], plain=True)
    register_search_kind("assets", "Assets", assets, order=60, made_of=[models.Asset, ContentFormat])
    register_saved_page("assets", "Asset library", "journeys:assets")
    register_saved_page("coverage", "Content coverage", "journeys:coverage")
    register_saved_page("tasks", "Content to make", "journeys:tasks")
    register_table(Assets)
    register_work_list("Content", content_work, order=35)
    register_starter("assets", load=load_assets)
    register_starter("assets to make", load=load_tasks)
    asset = models.Asset
    register_versioned(asset, asset.personas.through, asset.stages.through, models.ContentTask)
