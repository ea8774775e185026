# Two commands do everything: `make demo` and `make test`.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.PHONY: setup setup-tests build demo test lint format soak bench package clean

# How a program is built that is to be fast: the runtime of Swift linked in, and optimised across its modules.
RELEASE := -c release --static-swift-stdlib -Xswiftc -cross-module-optimization

SOURCES := $(wildcard Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources)

setup:
	@scripts/setup.sh

build: setup
	swift build

demo: setup
	swift build --product recourse
	@.build/debug/recourse demo

# What only the tests need beside.
setup-tests:
	@scripts/setup.sh tests

lint: setup
	swift format lint --strict --recursive --parallel $(SOURCES)

format:
	swift format --in-place --recursive --parallel $(SOURCES)

# So many tests at once: with more of them each one's time limit would be a measure of the others.
TESTS = swift test --skip-build --disable-xctest --experimental-maximum-parallelization-width 8

test: setup-tests lint
	swift build --build-tests
	@swift package describe --type json > .build/package-description.json
	@scripts/check-package.sh
	@scripts/check-simulated-months.sh 200 1
	@scripts/check-exported-log.sh
	@scripts/check-simulated-store.sh 1000
	@scripts/check-postgresql-store.sh 200 4
	@scripts/check-api.sh 4
	@scripts/check-sign-in.py
	@.tools/browser/bin/python scripts/check-workbench.py
	$(TESTS)

# The long forms of the tests that have one.
SEEDS ?= 100000
soak: setup-tests
	swift build --build-tests
	scripts/check-simulated-months.sh 400 2 3 4 5 6
	scripts/check-postgresql-store.sh 1000 200
	scripts/check-access-mutations.sh
	scripts/check-api.sh 0
	swift build $(RELEASE) --product StoreSimulation
	scripts/check-simulated-store.sh $(SEEDS) 1000000 .build/release/StoreSimulation
	RECOURSE_SEEDS=20 RECOURSE_ORDERS=200 RECOURSE_KILLS=200 RECOURSE_DAMAGES=500 $(TESTS)

# A Debian package of the program, built to be fast, with its unit (docs/installing.md).
VERSION ?= 0.1.0
package: setup
	swift build $(RELEASE) --product recourse
	scripts/build-package.sh .build/release/recourse $(VERSION)

# Speed, each figure beside its peer in the same run; exit code 1 when a floor is not reached. Without PostgreSQL's programs,
# which `make setup-tests` installs, its figures are passed over.
bench: setup
	swift build $(RELEASE) --product recourse
	swift build $(RELEASE) --product DurableCommands
	swift build $(RELEASE) --product BareServer
	cd Benchmarks && swift build -c release
	@code=0; cd Benchmarks; ../scripts/with-postgresql.sh .build/release/bench $(BENCH) || code=$$?; \
	    if [ $$code = 69 ]; then .build/release/bench $(BENCH); else exit $$code; fi

clean:
	rm -rf .build Benchmarks/.build .tools demo
