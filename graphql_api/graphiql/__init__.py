"""GraphiQL, the page to explore the API with, served without the internet."""
