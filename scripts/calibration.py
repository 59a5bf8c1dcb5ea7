#!/usr/bin/env python3
"""How often claims of each confidence are right: calibration.py GOLD_DIR SYSTEM.jsonl

A claim is right when gold has one that it is aligned with (claim_match.align, beside GOLD_DIR). Prints, for each tenth of
confidence, the number of claims, their mean confidence and the share that is right; then the mean difference, weighed by
number (expected calibration error). Standard library only."""
import pathlib
import sys

if len(sys.argv) != 3:
    sys.exit(__doc__)
sys.path.insert(0, str(pathlib.Path(sys.argv[1]).resolve().parent))
from claim_match import align, load_reports, same_reports  # noqa: E402

bins = [[] for _ in range(10)]
for gold, system in same_reports(load_reports(sys.argv[1]), load_reports(sys.argv[2])):
    claims = (system or {}).get("claims", [])
    right = {j for _, j in align(gold["claims"], claims)}
    for j, claim in enumerate(claims):
        confidence = float(claim.get("confidence", 0))
        bins[min(int(confidence * 10), 9)].append((confidence, j in right))
total = sum(map(len, bins)) or 1
error = 0.0
print("confidence   claims   mean   right")
for i, rows in enumerate(bins):
    if not rows:
        continue
    mean, share = sum(c for c, _ in rows) / len(rows), sum(r for _, r in rows) / len(rows)
    error += abs(mean - share) * len(rows) / total
    print(f"{i / 10:.1f} to {i / 10 + 0.1:.1f}   {len(rows):6d}  {mean:.2f}   {share:.2f}")
print(f"mean difference {error:.3f}")
