"""What finance staff keep beside the numbers of the model: how prices grow, and where lines belong in the accounts."""
