"""Invented pages about the people around a bakery supplier, and the small vocabulary they are read with."""

from textwrap import dedent

from personas.handbook.apply import apply_plan
from personas.handbook.canonical import read_vocabulary
from personas.handbook.content import Scope
from personas.handbook.outline import Outline, Section, outline
from personas.handbook.pages import Page
from personas.handbook.plan import Plan, make_plan
from personas.handbook.vocabulary import Vocabulary

WORDS = """\
---
dramatis: vocabulary
title: Vocabulary
---

# Vocabulary

## Persona types

### Buyer

<!-- term
aliases:
  - purse holder
-->

### User

### Internal

## Facets

### About

<!-- term
kind: introduction
aliases:
  - who it is
-->

### Goals

<!-- term
kind: list
comparable: true
aliases:
  - aims
-->

### Biggest challenges

<!-- term
kind: list
comparable: true
aliases:
  - pain points
-->

### Measured by

<!-- term
kind: list
comparable: true
slash_separated: true
-->

### Resources

<!-- term
kind: list
-->

### A day at work

<!-- term
kind: prose
-->

### Job titles

<!-- term
kind: job_titles
aliases:
  - also called
-->

### Purchasing role

<!-- term
kind: purchasing_roles
-->

### Gains information by

<!-- term
kind: content_preferences
aliases:
  - how they learn
-->

### Subset of

<!-- term
kind: subset_of
-->

### Persona type

<!-- term
kind: persona_type
-->

### Deprecated

<!-- term
kind: deprecation
aliases:
  - retired
-->

### Guidance

<!-- term
kind: guidance
aliases:
  - FAQ
  - recommendations
  - other personas
  - comparing
-->

## Content types

### Analyst report

### Case study

<!-- term
aliases:
  - customer story
-->

### Conference presentation

<!-- term
aliases:
  - conference presos
-->

### Newsletter

<!-- term
aliases:
  - emails & newsletters
-->

### Webinar

## Purchasing roles

### Decision-maker

### Initiator

<!-- term
aliases:
  - identifier of need
  - initiator/identifier of need
-->

### Influencer

### Researcher
"""

BAKERS = """\
    # Buyer personas

    ## Baker Bente

    Bente runs **three** ovens.

    - **Goals:**
      - Bread by six
      - Less waste
    - **Biggest challenges:**
      - Late flour
    - **Job titles:** Head baker, Oven lead
    - **Purchasing role:**
      1. Decision-maker
      2. Initiator

    ## Miller Mio

    - **Goals:**
      - Less waste
    - **Biggest challenges:**
      - Wet grain
"""


def page(text: str, name: str = "people.md") -> Page:
    """A page of this text, without the indent that it has in a test."""
    return Page(name, dedent(text))


def words_page() -> Page:
    """The small vocabulary as a page of the canonical dialect."""
    return Page("vocabulary.md", WORDS)


def outlined(text: str) -> Outline:
    """The outline of a page of this text."""
    return outline(page(text))


def first_section(text: str) -> Section:
    """The first section of a page of this text, which has two on its top level at least, or a title."""
    return outlined(text).root.sections[0]


def words() -> Vocabulary:
    """The small vocabulary in memory, as if it stood in the database."""
    vocabulary = Vocabulary()
    read_vocabulary(words_page(), outline(words_page()), vocabulary)
    for index in (vocabulary.types, vocabulary.facets, vocabulary.formats, vocabulary.roles):
        for term in index:
            term.is_new = False
    return vocabulary


def scope(vocabulary: Vocabulary | None = None) -> Scope:
    """A place to read in: the page "people.md"."""
    return Scope("people.md", vocabulary or words(), [], [])


def load(*pages: Page, **options) -> Plan:
    """The plan for these pages, made and applied."""
    plan = make_plan(pages, **options)
    apply_plan(plan)
    return plan


def load_text(text: str, name: str = "people.md", **options) -> Plan:
    """The plan for a page of this text, made and applied."""
    return load(page(text, name), **options)


def writing_queries(captured) -> list[str]:
    """Those of the captured queries that write."""
    verbs = ("INSERT", "UPDATE", "DELETE")
    return [query["sql"] for query in captured.captured_queries if query["sql"].lstrip().startswith(verbs)]
