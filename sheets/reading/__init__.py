"""From cells to the terms of the domain: every row is read by itself, and every bad cell is named."""
