# The index of every chore. The logic is in Scripts/.
CONFIGURATION ?= debug
export CONFIGURATION

.DEFAULT_GOAL := help
.PHONY: help demo test lint check release format bench clean

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## Start the workbench with an emulated tenant behind it (CONFIGURATION=release for the optimised build)
	@Scripts/demo

test: ## Run every test: Swift's, then those that drive the real program
	@Scripts/test

lint: ## Check format, imports, warnings, the maps in the docs, and the detection rules
	@Scripts/lint

check: ## Run lint, then test: what CI runs
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory test

release: ## Build the optimised program, .build/release/watchfloor
	@Scripts/release

format: ## Format the Swift sources in place
	@swift format --in-place --recursive --parallel Package.swift Sources Tests Integrations

bench: ## Measure webhooks, the loop and polling with the optimised program; prints figures, judges nothing
	@Benchmarks/run

clean: ## Remove what was built and the virtual environment; data stays
	@rm -rf .build .venv .pytest_cache
