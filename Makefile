# Two commands do all the set-up: `make run` opens the desk on a sample newsroom, `make test` runs
# every test and check. Another Python: PYTHON=python3.12 make test

PY = .venv/bin/python
ARGS = --demo
ROWS = 1000000
RUNS = 1000
LIVE =
READERS =
MINUTES = 10
PINNED = --universal --generate-hashes --no-annotate --no-emit-index-url --no-header \
    --python-version 3.11

# One more than there are cores: tests of windows wait for much of their time.
PYTEST = QT_QPA_PLATFORM=offscreen $(PY) -m pytest --dist loadgroup \
    -n $$($(PY) -c 'import os; print((os.cpu_count() or 1) + 1)')

.DEFAULT_GOAL = help
.PHONY: help run test test-live fuzz bench check format translations pictures lock clean prepared

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile | expand -t 14

run: ## open the desk on the sample newsroom; another: make run ARGS="--database desk.db"
	@sh .ci/prepare run
	$(PY) main.py $(ARGS)

test: check ## every check, then every test, with the coverage of what needs no window
	$(PYTEST) tests/app tests/fuzz --cov --cov-report=term:skip-covered
	@$(PY) -m coverage report --fail-under=95 --format=total >/dev/null || \
	    { $(PY) -m coverage report -m; exit 1; }
	$(PYTEST) tests --ignore=tests/app --ignore=tests/fuzz

test-live: ## the tests against real servers on loopback: Isso, and WordPress with MariaDB and PHP
	@sh .ci/prepare live
	FAULT_RUNS=$(RUNS) QT_QPA_PLATFORM=offscreen $(PY) -m pytest tests/live $(LIVE) \
	    -n 2 --dist loadgroup

fuzz: prepared ## mutated files for every reader, 10 minutes each: make fuzz MINUTES=1 READERS=disqus
	$(PY) -m tests.fuzz $(READERS) --minutes $(MINUTES)

bench: prepared ## every cost beside its limit: make bench ROWS="10000 100000" ONLY=page,list
	$(PY) -m tests.performance $(ROWS) $(addprefix --only ,$(ONLY)) $(addprefix --out ,$(OUT)) \
	    $(addprefix --keep ,$(KEEP))

check: prepared ## layout, lint, types and the direction of imports
	$(PY) -m ruff format --check
	$(PY) -m ruff check
	$(PY) -m mypy
	.venv/bin/lint-imports --no-logo

format: prepared ## lay the code out and mend what can be mended by itself
	$(PY) -m ruff check --fix-only
	$(PY) -m ruff format

translations: prepared ## gather what the screen says and compile its Vietnamese
	.venv/bin/pyside6-lupdate -locations none -no-obsolete $$(find ui -name '*.py' | sort) \
	    -ts resources/translations/loi_binh_vi.ts
	.venv/bin/pyside6-lrelease resources/translations/*.ts

pictures: prepared ## draw the README's pictures anew, from the sample newsroom
	$(PY) -m tests.pictures

lock: ## pin every dependency anew in requirements.txt; needs uv
	uv pip compile pyproject.toml --extra intake --group dev $(PINNED) -o requirements.txt
	uv pip compile --group live $(PINNED) -o tests/live/requirements.txt

clean: ## remove what the checks and tests leave behind; .venv stays
	rm -rf .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name .venv -prune -o -name __pycache__ -exec rm -rf {} +

prepared:
	@sh .ci/prepare test
