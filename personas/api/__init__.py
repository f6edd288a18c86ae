"""The catalogue for other programs: which persona a title means, and the personas and content types themselves."""

from ninja import Router

from . import content, personas, titles

router = Router()
router.add_router("", titles.router)
router.add_router("", personas.router)
router.add_router("", content.router)

__all__ = ["router"]
