"""Reading journeys that were made elsewhere: our own format, and the digital-form-builder family (XGov's JSON, with its
``next`` graph; DEFRA's JSON and YAML, versions 1 and 2). ``docs/importing.md`` says what becomes what.

``source`` decodes a file, ``detect.import_document`` does the rest: ``form`` and ``questions`` look the source over,
``components``, ``lists``, ``conditions`` (with ``expressions``), ``graph``, ``groups`` and ``fees`` each turn one subject
into ours, ``journey`` puts it together. What has no equal stands in ``kept`` at the nearest place and is a finding.
"""
