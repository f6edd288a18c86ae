"""Persona × stage × content type of a journey: what exists, what is missing or old, and what to make next.

A content type is wanted wherever a persona who has a tier for it matters in a stage, and wherever the journey
recommends it. `ledger` has the numbers of a whole journey, `places` what stands in the cells of some personas, `cells`
says what each of them means, `grid` makes the matrix, `pieces` ranks what to make.
"""
