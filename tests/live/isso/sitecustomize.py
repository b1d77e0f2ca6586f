"""Lets the real Isso keep its compiled templates: as it is, it compiles them anew for each page of
its administration, which costs ten times what all the rest of the answer does."""

import os
from functools import partialmethod

import jinja2

_kept = jinja2.FileSystemBytecodeCache(os.environ["ISSO_TEMPLATES"])
jinja2.Environment.__init__ = partialmethod(jinja2.Environment.__init__, bytecode_cache=_kept)
