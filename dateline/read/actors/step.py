"""Who the report speaks of: the step that finds actors, their roles and ties, and all words that stand for them."""

from __future__ import annotations

from ..draft import Draft
from .affiliations import find_affiliations
from .coreference import resolve_references
from .institutions import find_institutions
from .metonyms import find_metonyms
from .model_names import find_model_names
from .names import find_known
from .persons import find_surnames
from .register import mark_countries, open_register
from .roles import find_roles


def find_actors(draft: Draft) -> None:
    """Enter actors with names, roles, ties, metonyms and pronouns, and the country of each word that has one."""
    register = open_register(draft)
    mark_countries(register)
    find_known(register)
    find_model_names(register)
    find_surnames(register)
    find_roles(register)
    find_surnames(register)  # of those whom only an office tells: "Mayor Ana Ruiz", then "Ruiz"
    find_institutions(register)
    find_metonyms(register)
    find_affiliations(register)
    register.close()  # descriptions that pronouns take up look at the names around them
    for actor in draft.actors:
        actor.gender = register.gender.get(id(actor))
    resolve_references(register)
    register.close()
