"""The model as a graph: every value, its formula and its inputs, made by running the model itself on symbols.

:func:`model_graph` runs :func:`costmodel.appraise` on nodes instead of arrays, :func:`decision_graphs` does the same with every
option of a decision, :func:`pair_graph` with two of them and who pays and gains, :func:`regional_charge_graph` and
:func:`wind_down_graph` with the region as a whole. :func:`explain` leads from a number of a graph to what it is made of. No formula
is written here: what the model computes is what the graph holds. Nothing here has words: those of an explanation stand in
``costmodel.output.explanation``.

How to walk the graph
    ``model_graph(scenario).named`` has the inputs, drivers, line items, totals and indicators by name, in the order of the model;
    ``.nodes`` all nodes that these rest on, inputs before what is made of them, so one pass from the first to the last is
    enough. A :class:`Node` has ``op``, ``inputs``, ``params``, ``value`` (the array that plain NumPy gives, shape as in
    :mod:`costmodel.axes`), ``axes`` (those along which it varies: ``year``, ``municipality``), ``name`` and ``symbol`` (unit);
    steps on the way have no name. ``op`` is ``input``, ``constant`` or one of :mod:`costmodel.explain.operations`, which is the
    whole set and says what each computes. :mod:`costmodel.explain.patterns` finds the annuity (PMT in a workbook) and the
    quotient that may not exist. :mod:`costmodel.explain.as_data` writes what follows some inputs as data for programs in other
    languages, and :mod:`costmodel.explain.following` what a page shows of an appraisal while levers move.

    ==================================  ==================================================================================
    inputs                              what they are
    ==================================  ==================================================================================
    ``participants``, ``benefits.K.F``  one for each parameter and field of a register, in the files' unit and price year; years of
                                        a choice are inf where there is none, ``earliest_year`` is 0
    ``alternative``                     number of the chosen alternative, 0 for the first of the register; ``alternative_outside``
                                        of live ones outside the set, where it is another
    ``NAME_in_run_prices``              not an input: the amount × price index of the run's year ÷ index of its own
    ``price_index_YYYY``                the levels that those conversions use
    ``municipality``                    number of the studied one's column, 1 for the first, order of
                                        ``ModelGraph.municipalities`` (absent where all participants are studied)
    ``municipality_live``, ``_go_live``, ``_rank``, ``_row``
                                        grids with a column for each municipality
    ``municipality_population``         grid (known year, municipality); ``municipality_population_years`` are its rows
    ``participant_set``                 grid of ticks, which count where ``participants_by_name`` is 1
    ``partner_set``                     grid of ticks: who procures the alternative with the studied one
    ==================================  ==================================================================================

What the graph holds for
    Made with a `horizon` (years in the appraisal, at least as many as any setting needs), the graph holds for other values
    of every input than the run's own: :func:`recalculate` computes it anew and gives what a face with live formulas must
    give. Folded into the structure, so not to be changed in a graph, are four settings and one choice: ``price_year`` (which
    index a conversion uses: ``symbolic.price_factors``), ``reference_year`` and ``decision_year`` (``read_region`` in
    :mod:`costmodel.model.region` ranks the municipalities and puts together those that start on one day), whether one municipality
    or all participants are studied (the size of the municipality axis), and the number of years (``discount_factors`` counts
    elapsed years from 0). ``start_year`` is an input: setting it to ``decision_year`` turns a lifetime appraisal into one of the
    decision. The options of a decision follow ``decision_year``, ``exit_lead_years``, the alternatives' ``earliest_year`` and the
    scenario's own years; which options there are is folded in, since it hangs on whether the municipality is live. The engine leaves
    out cohorts in which no draw counts anybody (``Region.counting``); a graph keeps them. It also puts together the former systems
    that are renewed in one year (``Region.gathered``), which a graph does not: benefits may differ in the last digits.
"""

from costmodel.explain.explaining import Explanation, explain
from costmodel.explain.graph import DecisionGraphs, Graph, ModelGraph, decision_graphs, model_graph, recalculate
from costmodel.explain.nodes import Node
from costmodel.explain.parties import PairGraph, graph_for, pair_graph, regional_charge_graph, wind_down_graph
from costmodel.explain.patterns import annuity_of, ratio_of

__all__ = [
    "DecisionGraphs",
    "Explanation",
    "Graph",
    "ModelGraph",
    "Node",
    "PairGraph",
    "annuity_of",
    "decision_graphs",
    "explain",
    "graph_for",
    "model_graph",
    "pair_graph",
    "ratio_of",
    "recalculate",
    "regional_charge_graph",
    "wind_down_graph",
]
