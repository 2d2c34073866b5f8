"""Lists what is collected on which legal basis, then a clause.

Usage: python read_policy.py CATALOG VARIANT LANGUAGE CLAUSE, with the package of clients/python installed.
"""

import sys

from notice_client import clause, entry, load_catalog, load_policy, load_text

_, address, variant, language, clause_id = sys.argv
catalog = load_catalog(address)
policy = load_policy(catalog, variant)
for process in policy.processes.values():
    data = [entry(policy, each).label[language] for each in process.personal_data]
    bases = [entry(policy, each).label[language] for each in process.legal_basis]
    print(f"{process.label[language]}: {', '.join(data)}; on the basis of {', '.join(bases)}")
print(clause(load_text(catalog, variant, language), clause_id).text)
