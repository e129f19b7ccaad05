"""The command ``optengine``: what people type, and what they are shown. Uses all rooms."""
