# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages of the staff's daily work: Desk, cases, steps."""
