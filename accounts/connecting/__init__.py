"""The connect wizard: how an account of ours comes to be connected, step by step.

A network is a file here and a line a way in ``registry``. The pages, the progress, the
way back from the network, the self-test and the hands are the frame's.
"""
