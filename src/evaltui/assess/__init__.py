"""From records to judgements: frames, rules, derivations, checks, consolidation."""
