# Each target makes its own environment from uv.lock; nothing has to be installed first but python3 and make.
.DEFAULT_GOAL := help
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

# Bytecode is kept: without it every process that a test or the demo starts compiles the whole program again.
unexport PYTHONDONTWRITEBYTECODE

# The environment's own tools come first, also for whatever a target starts.
run := .venv/bin/
pytest := $(run)python -m pytest
checked := $(wildcard sayso_bot.py blocks bot handlers oversight sandbox scheduler storage client bench tests)

help: ## list what make can do
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name does; do \
		printf '  make %-12s %s\n' "$$name" "$$does"; done

demo: environment ## run the whole product here, Slack included: prints one URL to click in (PORT=8765)
	@$(run)sayso demo $(if $(PORT),--port "$(PORT)")

test: environment ## every test but the slow ones, on SQLite and PostgreSQL, browser included
	@scripts/chromium
	@$(pytest) -n 3 --dist worksteal

test-fast: environment ## the quick half: pure rules (each property a few times), architecture, storage promises on SQLite
	@$(pytest) -q -n 2 --dist worksteal --hypothesis-profile quick \
		-m "not postgres and not browser and not exhaustive and not slow and not soak" \
		$(wildcard tests/unit tests/architecture tests/contract client/tests)

soak: environment ## the slow tests: kill, restart, race, 100,000 deadlines, properties thousands of times
	@$(pytest) -m soak --timeout 1800

bench: environment ## measure throughput and latency beside a bare and a minimal server
	@$(run)python -m bench

cards: environment ## draw every card in every status to var/cards, to look at them
	@$(run)python -m tests.gallery

lint: environment ## ruff, formatting, types, import directions
	@$(run)ruff check .
	@$(run)ruff format --check .
	@$(run)mypy $(checked)
	@$(run)lint-imports

fmt: environment ## format the code and fix what ruff can fix
	@$(run)ruff check --fix-only --quiet .
	@$(run)ruff format .

shell: environment ## a shell with the environment's commands on PATH
	@PATH="$(CURDIR)/.venv/bin:$$PATH" "$${SHELL:-/bin/sh}"

environment: ## make or refresh .venv from uv.lock (every other target does it, too)
	@scripts/environment

clean: ## remove the environment, caches and everything built
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help demo test test-fast soak bench cards lint fmt shell environment clean
