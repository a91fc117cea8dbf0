# SPDX-License-Identifier: AGPL-3.0-or-later
"""An invented, repeatable year in the four offices. Nobody in it exists; surnames say so."""
