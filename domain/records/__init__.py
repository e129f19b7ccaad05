"""What is known of a record of the domain: its fields, what each may hold, defaults, and the texts that describe them.

All its forms (JSON, problem files, rows, types of the API) are made from this. It may use tools of the domain alone.
"""
