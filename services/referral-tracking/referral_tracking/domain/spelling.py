"""How far apart two spellings are."""


def edit_distance(one: str, other: str, limit: int) -> int | None:
    """Letters wrong between two texts: added, dropped, exchanged, or two neighbours swapped, each once.

    Returns None as soon as the distance must exceed `limit`. (Optimal string alignment: Damerau-Levenshtein
    where no part is changed twice; å, ä and ö are letters of their own.)
    """
    if abs(len(one) - len(other)) > limit:
        return None
    before_previous: list[int] = []
    previous = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        current = [row]
        for column, other_letter in enumerate(other, start=1):
            cheapest = min(
                previous[column] + 1,
                current[column - 1] + 1,
                previous[column - 1] + (letter != other_letter),
            )
            swapped = row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == other_letter
            if swapped:
                cheapest = min(cheapest, before_previous[column - 2] + 1)
            current.append(cheapest)
        if min(current) > limit and min(previous) > limit:
            return None
        before_previous, previous = previous, current
    return previous[-1] if previous[-1] <= limit else None
