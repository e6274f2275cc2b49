"""How the weights of `benchmarks.model.candidate.classifier` are made and judged."""
