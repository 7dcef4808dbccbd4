"""Shapes in the graph that mean something as a whole: an annuity, a quotient that may not exist."""

import numpy as np

from costmodel.explain.nodes import Node


def annuity_of(node: Node) -> tuple[Node, Node] | None:
    """Rate and years where the node is :func:`costmodel.model.discounting.annuity`; in a workbook ``-PMT(rate, years, 1)``."""
    if node.op != "where" or node.inputs[0].op != "equal" or node.inputs[2].op != "divide":
        return None
    below = node.inputs[2].inputs[1]
    if below.op != "negative" or below.inputs[0].op != "expm1":
        return None
    exponent = below.inputs[0].inputs[0]  # −years × log1p(rate)
    return node.inputs[0].inputs[0], exponent.inputs[0].inputs[0]


def ratio_of(node: Node) -> tuple[Node, Node] | None:
    """Numerator and denominator where the node is :func:`costmodel.model.discounting.ratio`: none where the denominator is 0."""
    if node.op != "where" or node.inputs[0].op != "not_equal" or node.inputs[1].op != "divide":
        return None
    if node.inputs[2].op != "constant" or not np.isnan(node.inputs[2].value).all():  # it has a value of its own there
        return None
    return node.inputs[1].inputs[0], node.inputs[0].inputs[0]
