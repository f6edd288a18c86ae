"""The benchmark: what pages cost, as ratios to yardsticks served by the same process. `make bench`."""
