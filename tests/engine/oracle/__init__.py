"""A slow, plain, second reading of what the engine promises: the tests compare the engine with this.

Law: whole microhours and fractions, no arrays, nothing from the engine's own arithmetic; obvious before fast.
Not here: random estates (engine/estates.py), the comparisons (the tests).
"""

from engine.oracle.clock import Clock, clock_of
from engine.oracle.orders import Order, orders_of
from engine.oracle.outage import Outages, outages
from engine.oracle.plans import best_plan, cut_every_link, isolate_every_suspect, plans_of
from engine.oracle.price import Case, Price, expected, price, simulated
from engine.oracle.world import Hit, World, first_passage, lost_from, worlds_of

__all__ = [
    "Case",
    "Clock",
    "Hit",
    "Order",
    "Outages",
    "Price",
    "World",
    "best_plan",
    "clock_of",
    "cut_every_link",
    "expected",
    "first_passage",
    "isolate_every_suspect",
    "lost_from",
    "orders_of",
    "outages",
    "plans_of",
    "price",
    "simulated",
    "worlds_of",
]
