# The targets for people and CI; `make help` lists them. Steps of more than a line are scripts, in scripts/.

SWIFT ?= swift
# The repository to lint; the bundled example with defects if it is empty.
REPO ?=
PREFIX ?= /usr/local
# Whether the release executable is static: yes, no, or auto (if the machine has the archives).
STATIC ?= auto

RELEASE := .build/release/lint
DEBUG := .build/debug/lint
EXAMPLE := .build/example
WHEEL := .build/wheel
GENERATED := docs/rules.md docs/configuration.md docs/architecture.svg docs/lint.1 rules.json rules.schema.json
export SWIFT STATIC

.DEFAULT_GOAL := help
.PHONY: help lint test format docs bench install wheel clean sanitize check-pre-commit
.PHONY: release setup setup-tests build check-format check-words check-docs check-wheel check-newcomer

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

lint: release ## Set up, build, and lint the example with defects; REPO=path lints your own repository
ifeq ($(REPO),)
	@Examples/make-example $(EXAMPLE)
	@echo 'lint -C $(EXAMPLE)'
	@echo
	@status=0; $(RELEASE) -C $(EXAMPLE) || status=$$?; \
	    test $$status -eq 1 || { echo "lint should have found defects: exit status $$status" >&2; exit 1; }
	@echo
	@echo 'lint found defects, as it should: exit status 1'
else
	@$(RELEASE) -C '$(REPO)'
endif

test: build check-format check-words check-docs check-wheel check-newcomer ## Set up, and run every check and all tests
	$(SWIFT) test --skip-build --disable-xctest

format: ## Format the sources
	$(SWIFT) format --in-place --recursive Sources Tests Package.swift

docs: setup ## Regenerate the files that lint generates: the pages of docs/, rules.json, rules.schema.json
	@scripts/setup tests
	$(SWIFT) build --product lint
	scripts/generate-docs $(DEBUG) .

bench: release setup-tests ## Measure lint beside git, find and alembic
	Benchmarks/run $(RELEASE)

install: release ## Install the executable and the man page in PREFIX (default: /usr/local)
	install -d '$(DESTDIR)$(PREFIX)/bin'
	install -m 755 $(RELEASE) '$(DESTDIR)$(PREFIX)/bin/lint'
	install -d '$(DESTDIR)$(PREFIX)/share/man/man1'
	install -m 644 docs/lint.1 '$(DESTDIR)$(PREFIX)/share/man/man1/lint.1'

check-pre-commit: setup-tests ## Build the hook of this repository with pre-commit and Swift, and run it on the example
	@Examples/make-example $(EXAMPLE)
	@scripts/check-pre-commit $(EXAMPLE)

wheel: setup ## Build the wheel of orchestrator-lint in .build/wheel
	@scripts/setup wheel
	@scripts/build-wheel

sanitize: wheel setup-tests ## Run the tests under the address sanitizer
	# Leaks are not checked: TOMLKit and XCTest have their own, and lint ends while its values are alive.
	ASAN_OPTIONS=detect_leaks=0 $(SWIFT) test --sanitize=address --scratch-path .build-asan --disable-xctest

clean: ## Remove everything that was built
	rm -rf .build .build-asan

# The steps.

setup:
	@scripts/setup build

setup-tests: setup
	@scripts/setup tests
	@scripts/prepare-tests

release: setup
	@scripts/build-release

build: setup-tests
	@scripts/build-tests

check-words: ## Look for words that readers stumble over
	@scripts/check-words --self-test
	@scripts/check-words

check-format:
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift

check-docs: build
	@scripts/generate-docs $(DEBUG) .build/generated
	@for file in $(GENERATED); do diff -u "$$file" ".build/generated/$$file" || \
	    { echo "$$file is out of date: run \`make docs\`" >&2; exit 1; }; done
	@echo 'the generated files are up to date'

check-wheel: wheel
	@Examples/make-example $(EXAMPLE)
	@scripts/check-wheel $(WHEEL)/*.whl $(EXAMPLE)

check-newcomer: setup
	@scripts/check-newcomer
