"""The one catalogue of what users read: domain words, problem sentences, derivations.

The terminal, the command line and the printed forms take their wording from here, so that they never
say the same thing differently. Each module holds the sentences of one subject; code elsewhere names a
sentence by its key and passes the facts.
"""
