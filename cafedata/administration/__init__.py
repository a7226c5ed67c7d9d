"""What the administrator keeps: accounts, catalogues, territories, the threshold, the registers.

Every function says who asks and is the administrator's alone. Nothing is deleted: what is over is
retired, and each act leaves one row of history in the caller's transaction.
"""
