"""The rules of delegation, pure: an order, the positions and the price base amounts in, an answer out."""
