SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

ifndef PYTHON
PYTHON := $(shell tests/tools/find_python.sh 3.13 3.12 3.11)
endif
export PYTHON
# Starting Python is most of what the tests do: what was compiled once is kept, also where it is not by default.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
MAKE_VENV = tests/tools/make_venv.sh "$(CURDIR)/.venv" "$(PYTHON)"

.PHONY: help
help: ## List the targets.
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  %-9s %s\n", $$1, $$2}' Makefile

.PHONY: demo
demo: .venv/.demo ## Rehearse a purchase against the emulator: quote, buy, buy nothing again, look, release.
	@PATH="$(CURDIR)/$(BIN):$$PATH" tests/tools/demo.sh

.PHONY: emulator
emulator: .venv/.demo ## Serve the emulator in the foreground.
	@exec $(BIN)/cvm-emulator serve

.PHONY: venv
venv: .venv/.dev ## Make .venv with all that is needed to work on the collection.

.PHONY: check
check: .venv/.dev ## The fast checks, for the inner loop.
	@tests/tools/check.sh

.PHONY: test
test: .venv/.dev ## Everything that guards the project; STEPS="lint units" for a part of it.
	@$(BIN)/python tests/tools/run_steps.py $(STEPS)

.PHONY: chaos
chaos: .venv/.dev ## Random schedules of faults and kills: make chaos RUNS=1000 SEED=1.
	@$(BIN)/python tests/tools/chaos.py --runs $(or $(RUNS),40) $(if $(SEED),--seed $(SEED))

.PHONY: bench
bench: .venv/.dev ## Measure.
	@$(BIN)/python benchmarks/bench.py $(if $(RUNS),--runs $(RUNS))
	@$(BIN)/python benchmarks/catalogue_bench.py $(if $(RUNS),--runs $(RUNS))
	@$(BIN)/python benchmarks/network_bench.py $(if $(RUNS),--runs $(RUNS))
	@$(BIN)/python benchmarks/limits_bench.py
	@$(BIN)/python benchmarks/emulator_bench.py

.PHONY: docs
docs: .venv/.dev ## Check the documentation of the plugins and build it as HTML in .cache/docs.
	@PATH="$(CURDIR)/$(BIN):$$PATH" tests/tools/docs.sh

.PHONY: build
build: .venv/.demo ## Build the collection into dist/.
	@PATH="$(CURDIR)/$(BIN):$$PATH" tests/tools/build.sh dist

.PHONY: lock
lock: ## Pin the requirements anew.
	@tests/tools/lock.sh

.PHONY: clean
clean: ## Remove what the other targets made.
	@rm -rf .venv .cache dist .ansible tests/output

.venv/.demo: requirements/bootstrap.txt requirements/run.txt emulator/pyproject.toml
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11, 3.12 or 3.13 is needed; none was found. Name one: make PYTHON=..." >&2; exit 1; }
	@echo "Preparing .venv with $(PYTHON)"
	@$(MAKE_VENV) requirements/run.txt
	@tests/tools/link_tree.sh "$(CURDIR)/.venv"
	@touch $@

.venv/.dev: .venv/.demo requirements/dev.txt
	@echo "Adding the tools to .venv"
	@$(MAKE_VENV) requirements/dev.txt
	@touch $@
