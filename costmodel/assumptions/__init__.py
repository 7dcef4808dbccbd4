"""From files to an :class:`AssumptionSet`: reading, rules, records, and faults that say where and why."""
