"""Persona × stage × content type of a journey: what exists, what is missing or old, and what to make next.

A content type is wanted wherever a persona who has a tier for it matters in a stage. `ledger` has the numbers of a
whole journey, `cells` says what each of them means, `grid` makes the matrix, `pieces` ranks what to make.
"""
