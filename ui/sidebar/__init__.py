"""The left column: queues with live counts, articles with theirs."""
