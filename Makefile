# Each target does its own set-up; on a fresh machine Python 3.11 or newer and make are enough.
# `make run` opens the demonstration council (PORT=8000), `make test` runs the tests.

PYTHON ?= python3

# A run starts dozens of processes: each would compile all of the house and the tests anew if none kept what it compiled.
unexport PYTHONDONTWRITEBYTECODE

# Makes .venv hold what requirements.lock says, then becomes the module named after it.
INSIDE = @PYTHONPATH=.:site exec $(PYTHON) -m running.bootstrap

# What holds whatever happens: with few examples in make test, with ten times as many here (tests/examples.py).
PROPERTIES = $$(grep -rl "tests.examples" tests --include="test_*.py")

.PHONY: run test test-browser test-leaks test-faults bench lighthouse prove check lock

run: ## The demonstration: http://localhost:8000/, staff.localhost:8000, partners.localhost:8000
	$(INSIDE) running

test: ## All tests but the ones that kill processes, with one browser walk of each kind; a third process uses what two wait for
	$(INSIDE) pytest -n 3 -m "not faults and not thorough and not bench and not leaks"

test-browser: ## Every walk in a real Chromium: phone and desktop, JavaScript on and off
	$(INSIDE) pytest -n 2 -m "browser"

test-leaks: ## Everybody on every surface, and every surface with its filter taken out
	$(INSIDE) pytest -n 2 -m leaks

test-faults: ## Kills real processes at named and at random moments and counts what is lost
	$(INSIDE) pytest -m faults

bench: ## What things cost, as ratios taken in one run
	$(INSIDE) pytest -m bench -s -q

lighthouse: ## Lighthouse's four scores of eight kinds of page of a house that runs (PORT=8000); needs lighthouse installed
	$(INSIDE) tests.bench.lighthouse

prove: ## 10,000 submissions an hour with faults on, and the books opened after; PROVE_MINUTES=3, on a quiet machine
	@EXAMPLES_TIMES=10 PYTHONPATH=.:site exec $(PYTHON) -m running.bootstrap pytest -n 2 $(PROPERTIES)
	$(INSIDE) tests.bench.prove

check: ## Style, types, imports, migrations, and nothing secret in what git tracks
	$(INSIDE) running.check

lock: ## Resolve all dependencies anew
	$(INSIDE) running.lock
