"""How the weights of `bot.tagging.classifier` are made and judged."""
