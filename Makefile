# Two commands do everything: `make demo` and `make test`.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.PHONY: setup build demo test lint format bench soak clean

SOURCES := $(wildcard Package.swift Sources Tests)

setup:
	@scripts/setup.sh

build: setup
	swift build

demo: setup
	swift build --product recourse
	@.build/debug/recourse demo

lint: setup
	swift format lint --strict --recursive --parallel $(SOURCES)
	python3 scripts/embed-knowledge.py --check

format:
	swift format --in-place --recursive --parallel $(SOURCES)

test: setup
	swift build --build-tests
	@swift package describe --type json > .build/package-description.json
	swift test --skip-build --disable-xctest

clean:
	rm -rf .build .tools demo
