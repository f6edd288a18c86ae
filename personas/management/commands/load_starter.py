"""Fill an empty catalogue with the starter personas."""

from django.core.management.base import BaseCommand

from personas.handbook.apply import apply_plan
from personas.handbook.pages import read_page
from personas.handbook.plan import make_plan
from personas.models import Guide, Persona, PersonaType
from personas.starter import load_what_is_no_page, starter_files


class Command(BaseCommand):
    """Does nothing as soon as the catalogue holds anything at all, so that it is safe at every start."""

    help = "Load the starter catalogue into an empty database; does nothing otherwise."

    def handle(self, **options):
        if any(model.objects.exists() for model in (Persona, PersonaType, Guide)):
            self.stdout.write("The catalogue is not empty: the starter personas were left out.")
            return
        apply_plan(make_plan([read_page(file.name, file.read_bytes()) for file in starter_files()]))
        load_what_is_no_page()
        self.stdout.write(
            f"Loaded the starter catalogue: {Persona.objects.count()} personas, {Guide.objects.count()} guides."
        )
