"""The measure of stories, on clusters small enough to count by hand and on reports of our own."""

from __future__ import annotations

from dateline.measure.registry import load_task
from dateline.measure.story_clusters import TASK
from dateline.measure.task import Row


def _rows(stories: str) -> list[Row]:
    """Return a row for each report, named by its number."""
    return [{"doc": str(number), "story": story} for number, story in enumerate(stories)]


def test_the_task_is_found_by_its_name() -> None:
    assert load_task("story-clusters") is TASK


def test_equal_clusters_score_full_whatever_they_are_called() -> None:
    scores = TASK.score(_rows("aabc"), _rows("xxyz"))
    assert scores.figures["b_cubed_f1"] == scores.figures["pairwise_f1"] == 1.0
    assert not any(scores.errors.values())


def test_one_report_away_from_its_story() -> None:
    figures = TASK.score(_rows("aaab"), _rows("xxyy")).figures
    # precision: 1, 1, 1/2, 1/2; recall: 2/3, 2/3, 1/3, 1; pairs: one of two given, one of three wanted
    assert (figures["b_cubed_precision"], figures["b_cubed_recall"], figures["b_cubed_f1"]) == (0.75, 0.6667, 0.7059)
    assert (figures["pairwise_precision"], figures["pairwise_recall"], figures["pairwise_f1"]) == (0.5, 0.3333, 0.4)
    assert (figures["reports"], figures["gold_stories"], figures["predicted_stories"]) == (4, 2, 2)


def test_errors_are_counted_by_report() -> None:
    errors = TASK.score(_rows("aaab"), _rows("xxyy")).errors
    assert errors == {"parted from its story": 1, "put into another story": 1}


def test_a_report_without_a_prediction_is_a_story_of_its_own() -> None:
    figures = TASK.score(_rows("aaa"), _rows("xx")).figures
    assert (figures["b_cubed_precision"], figures["b_cubed_recall"]) == (1.0, 0.5556)
    assert figures["predicted_stories"] == 2


def test_nothing_scores_nothing() -> None:
    figures = TASK.score([], []).figures
    assert (figures["b_cubed_f1"], figures["pairwise_f1"], figures["reports"]) == (0.0, 0.0, 0)


def test_predictions_are_in_the_form_of_the_set() -> None:
    ferry = "The ferry Amani sank off Pemba on Friday with ninety people aboard. Divers found the hull near Wete."
    strike = "Dockers of Mombasa went on strike over pay. Union leader Ali Juma wants talks with the port authority."
    rows = [
        {"doc": "f1", "text": ferry},
        {"doc": "s1", "text": strike},
        {"doc": "f2", "text": f"Divers searched the Amani again. {ferry}", "title": "Ferry Amani", "published": None},
    ]
    assert list(TASK.predict(rows)) == [
        {"doc": "f1", "story": "f1"}, {"doc": "s1", "story": "s1"}, {"doc": "f2", "story": "f1"},
    ]  # fmt: skip
