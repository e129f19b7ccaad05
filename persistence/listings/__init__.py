"""Lists of stored records, filtered, and read page by page: one statement for a page, one for the total."""

from persistence.listings.listing import Listed, Listing, beginning

__all__ = ["Listed", "Listing", "beginning"]
