"""What a kernel recorded while it ran, held against what pvlint says of the same sources."""
