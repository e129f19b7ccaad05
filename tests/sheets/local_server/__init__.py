"""A server on this machine that speaks the part of the Sheets and Drive protocols which the tests need.

It runs as a process of its own, so that the real client library talks real HTTP to it, and it can be told to fail.
"""
