# Puente. `make help` lists what can be done; `make demo` and `make test` are all a newcomer needs.

PYTHON ?= python3
VENV := .venv
N ?= 500
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup demo run test wheel bench guia evidencia audit attacks chaos fuzz lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## Prepare everything in .venv (nothing global)

$(STAMP): requirements-dev.txt pyproject.toml
	@PYTHON="$(PYTHON)" VENV="$(VENV)" sh .ci/setup

demo: $(STAMP) ## Run the whole pipe on sample sources and open the web at http://127.0.0.1:8000
	@$(BIN)/puente demo

run: $(STAMP) ## Live sources, real settings: the web and the timetable
	@$(BIN)/puente scheduler & timetable=$$!; trap 'kill $$timetable' EXIT INT TERM; $(BIN)/puente serve

test: $(STAMP) ## Format, lint, types, import law and every test
	@BIN="$(BIN)" sh .ci/test

wheel: $(STAMP) ## Build the wheel in dist/
	@$(BIN)/uv build -q --wheel --no-build-isolation --python $(BIN)/python -o dist .
	@rm -rf build puente.egg-info; ls dist/*.whl

bench: $(STAMP) ## Speed and quality, as ratios to a named alternative
	@BIN="$(BIN)" sh .ci/bench

audit: $(STAMP) ## Look for weaknesses in code and dependencies; licences, parts, headers
	@BIN="$(BIN)" sh .ci/audit

attacks: $(STAMP) ## Try what a stranger would; count what was tried and what was refused
	@PYTHONPATH=. $(BIN)/python -m tests.attacks.attacks

chaos: $(STAMP) ## Kill web, timetable and jobs N times (N=500) on both databases; nothing may be lost
	@PYTHONPATH=. $(BIN)/python -m tests.chaos.chaos --kills $(N)

fuzz: $(STAMP) ## Read N mutated inputs (N=1000000, for at most six hours); for the night
	@PYTHONPATH=. $(BIN)/python -m tests.fuzz.fuzz --inputs $(if $(filter 500,$(N)),1000000,$(N))

guia: $(STAMP) ## Take the pictures of docs/guia-de-uso.md again, from a demo
	@$(BIN)/python -m tests.guide

evidencia: $(STAMP) ## Run what shows accessibility, and write how it ended and when for its page
	@$(BIN)/python -m tests.evidence

lock: $(STAMP) ## Choose the newest dependencies again and lock them with hashes
	@$(BIN)/uv pip compile -q --upgrade --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile -q --upgrade --universal --generate-hashes --no-header --python-version 3.11 --extra dev pyproject.toml -c requirements.txt -o requirements-dev.txt

clean: ## Remove the environment, the demo and what was built
	@rm -rf $(VENV) var/demo dist build
