# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages for signing in, and for those who administer offices and staff."""
