"""What the asset library adds to the pages of the apps below."""

from config.work_lists import register_work_list
from personas.content_panels import register_content_panel
from personas.data_version import register_versioned
from personas.panels import register_panel
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

    register_panel("assets", assets_for, order=50)
    register_content_panel("assets", assets_of_types)
    register_search_kind("assets", "Assets", assets, order=60)
    register_table(Assets)
    register_work_list("Content", content_work, order=35)
    register_starter("assets", load=load_assets)
    asset = models.Asset
    register_versioned(asset, asset.personas.through, asset.stages.through, models.ContentTask)
