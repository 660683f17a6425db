# twofold. `make help` lists the targets; HACKING.md says more.
#
# A variant is one way to compile: objects, library and program of VARIANT=name go to build/name/. The
# variant `release` is what a user gets; its program and library are also left here at the top.

VERSION = 0.1.0
VARIANT = release
PREFIX = /usr/local

ifeq ($(origin CC),default)
CC = gcc
endif
CFLAGS = -O2 -g
PKG_CONFIG = pkg-config
# SANITIZE=address,undefined compiles with sanitizers; WERROR=1 makes warnings errors.

TOP := $(CURDIR)
comma := ,
OUT := build/$(VARIANT)
JOBS := $(shell nproc 2>/dev/null || echo 2)

# --- flags -------------------------------------------------------------------------------------------

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wdouble-promotion -Wstrict-prototypes \
	-Wmissing-prototypes -Wvla -Wformat=2 -Wwrite-strings $(if $(WERROR),-Werror)
SANITIZERS = $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-omit-frame-pointer -fno-sanitize-recover=all)
LANGUAGE = -std=c11 -D_GNU_SOURCE -DTF_VERSION='"$(VERSION)"' -Iinclude -Isrc

# Libraries go in as archives where there are some: the program starts half a millisecond sooner. Their static
# forms: archive(name) is the path of libNAME.a, or -lNAME.
archive = $(or $(filter /%,$(shell $(CC) -print-file-name=lib$(1).a 2>/dev/null)),-l$(1))
LIBRARY_CFLAGS := $(shell $(PKG_CONFIG) --cflags gsl nettle jansson libutf8proc nlopt 2>/dev/null)
LIBRARIES := $(foreach name,gsl gslcblas csv nettle jansson utf8proc nlopt,$(call archive,$(name))) -lm

# The same bits from every compiler: no fused multiply-add unless the source says so.
COMPILE = $(CC) $(LANGUAGE) $(CPPFLAGS) $(LIBRARY_CFLAGS) $(CFLAGS) $(WARNINGS) $(SANITIZERS) \
	-ffp-contract=off -pthread
LINK = $(CC) $(CFLAGS) $(SANITIZERS) $(LDFLAGS) -pthread -Wl,--as-needed

# --- files -------------------------------------------------------------------------------------------

LAYERS = base scenario engine experiment output cli
HEADERS := $(wildcard $(LAYERS:%=include/%/*.h) $(LAYERS:%=src/%/*.h))
SOURCES := $(wildcard $(LAYERS:%=src/%/*.c))
TEST_SOURCES := $(wildcard tests/unit/*.c tests/unit/*.h tests/fuzz/*.c bench/*.c)
PLOTS := $(sort $(wildcard plots/*.gp))

# Compiled once for each width of register (src/engine/lanes.h): two doubles, four with AVX2, eight with AVX-512.
LANED = $(addprefix src/engine/,kernel.c migration.c runner.c values.c values_room.c replay_lanes.c measure.c \
	dispersion.c random_lanes.c marginal_lanes.c)
WIDTHS := $(if $(filter x86_64%,$(shell $(CC) -dumpmachine 2>/dev/null)),x4 x8)
FLAGS_x4 = -DTF_LANE_WIDTH=4 -march=x86-64-v3
FLAGS_x8 = -DTF_LANE_WIDTH=8 -march=x86-64-v4
# No flags or errno of the floating-point unit are ever read; the results are the same.
LANED_CFLAGS = -O3 -fno-math-errno -fno-trapping-math

LIBRARY_OBJECTS := $(patsubst %.c,$(OUT)/%.o,$(filter-out src/cli/main.c,$(SOURCES))) $(OUT)/plots_embedded.o \
	$(foreach width,$(WIDTHS),$(LANED:%.c=$(OUT)/%.$(width).o))
UNITS := $(patsubst tests/unit/%.c,$(OUT)/tests/%,$(wildcard tests/unit/test_*.c))
FUZZERS := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
REPLAYS := $(FUZZERS:%=$(OUT)/tests/replay_%)
FUZZ_PROGRAMS := $(FUZZERS:%=$(OUT)/tests/fuzz_%)

# --- build -------------------------------------------------------------------------------------------

.PHONY: all programs
all: twofold libtwofold.a ## the program and the library (the default)

programs: $(OUT)/twofold $(OUT)/libtwofold.a $(UNITS) $(REPLAYS)

twofold libtwofold.a: %: $(OUT)/%
	cp -f $< $@

$(OUT)/twofold: $(OUT)/src/cli/main.o $(OUT)/libtwofold.a
	$(LINK) -o $@ $^ $(LIBRARIES)

$(OUT)/libtwofold.a: $(LIBRARY_OBJECTS)
	rm -f $@
	$(AR) rcs $@ $^

$(OUT)/src/engine/%.o: private CFLAGS := $(CFLAGS:-O2=-O3)

$(OUT)/%.o: %.c $(OUT)/flags
	@mkdir -p $(@D)
	$(COMPILE) -MMD -MP -c -o $@ $<

define WIDTH_RULE
$(OUT)/%.$(1).o: %.c $(OUT)/flags
	@mkdir -p $$(@D)
	$$(COMPILE) $(LANED_CFLAGS) $(FLAGS_$(1)) -MMD -MP -c -o $$@ $$<
endef
$(foreach width,$(WIDTHS),$(eval $(call WIDTH_RULE,$(width))))

$(OUT)/plots_embedded.o: $(OUT)/plots_embedded.c $(OUT)/flags
	$(COMPILE) -c -o $@ $<

$(OUT)/plots_embedded.c: packaging/embed $(PLOTS) $(OUT)/flags
	packaging/embed $(PLOTS) > $@.new
	mv $@.new $@

$(OUT)/tests/test_%: $(OUT)/tests/unit/test_%.o $(OUT)/libtwofold.a
	@mkdir -p $(@D)
	$(LINK) -o $@ $^ -lcmocka $(LIBRARIES)

$(OUT)/tests/replay_%: $(OUT)/tests/fuzz/fuzz_%.o $(OUT)/tests/fuzz/replay.o $(OUT)/libtwofold.a
	@mkdir -p $(@D)
	$(LINK) -o $@ $^ $(LIBRARIES)

$(OUT)/tests/fuzz_%: $(OUT)/tests/fuzz/fuzz_%.o $(OUT)/libtwofold.a
	@mkdir -p $(@D)
	$(LINK) -fsanitize=fuzzer -o $@ $^ $(LIBRARIES)

# Changes when the flags, the list of templates or the list of sources do, so that the objects follow. A first
# build looks for missing packages, and says how to install them, before the compiler complains.
$(OUT)/flags: FORCE
	@[ -e $@ ] || packaging/setup --check build
	@mkdir -p $(@D)
	@echo '$(COMPILE) $(LIBRARIES) $(PLOTS) $(SOURCES)' | cmp -s - $@ || \
		echo '$(COMPILE) $(LIBRARIES) $(PLOTS) $(SOURCES)' > $@

.PHONY: FORCE
FORCE:
.SECONDARY:
-include $(shell [ -d $(OUT) ] && find $(OUT) -name '*.d')

# --- demo --------------------------------------------------------------------------------------------

DEMO_SCENARIOS = params/china-2025-baseline.csv params/china-2025-doubling-plan.csv
DEMO_CHARTS = paths groups fan sources

.PHONY: demo
demo: ## set up, build, run the two scenarios for China and draw their charts into demo/
	@packaging/setup demo
	@$(MAKE) --no-print-directory -s -j$(JOBS) all
	@mkdir -p demo
	@./twofold run --format table $(DEMO_SCENARIOS)
	@printf '\nHow sure is that? 100,000 draws of what is uncertain in them:\n\n'
	@./twofold sample -q -n 100000 --summary --compare --format table --metric multiple,multiple.region $(DEMO_SCENARIOS)
	@for chart in $(DEMO_CHARTS); do for format in svg png pdf; do \
		./twofold plot --quiet --chart $$chart -o demo/$$chart.$$format $(DEMO_SCENARIOS) || exit; \
	done; done
	@./twofold report --quiet -o demo/report.html $(DEMO_SCENARIOS)
	@printf '\nA report and charts, in $(TOP)/demo:\n'; ls demo | sed 's/^/  /'

GALLERY = gallery
GALLERY_OPTIONS =

.PHONY: gallery
gallery: all ## every kind of chart, and a page of them, in gallery/ (GALLERY_OPTIONS='--theme dark')
	@packaging/setup demo
	@examples/gallery/draw $(GALLERY) $(GALLERY_OPTIONS)
	@echo 'See $(GALLERY)/index.html'

# --- tests -------------------------------------------------------------------------------------------
# Every test prints TAP; tests/tally adds it up. `tests` runs all that test the program of one variant.

TEST_ENVIRONMENT = TOP='$(TOP)' TWOFOLD='$(TOP)/$(OUT)/twofold' CMOCKA_MESSAGE_OUTPUT=TAP
CHECKS := $(sort $(filter-out %.md %.csv,$(wildcard tests/checks/*)))

.PHONY: tests check check-asan check-valgrind check-cluster check-browser check-layers check-headers fuzz
tests: programs
	@$(TEST_ENVIRONMENT) tests/run-programs $(UNITS)
	@$(foreach name,$(FUZZERS),$(TEST_ENVIRONMENT) tests/run-programs \
		'$(OUT)/tests/replay_$(name) tests/fuzz/corpus/$(name)' &&) true
	@$(TEST_ENVIRONMENT) tests/run-cases
	@$(TEST_ENVIRONMENT) tests/run-docs
	@$(TEST_ENVIRONMENT) tests/run-programs $(CHECKS)

# Builds a variant and runs its tests: $(call build_and_test,what the build must be,variables of make)
define build_and_test
tests/run-command '$(1)' $(MAKE) -s -j$(JOBS) programs $(2) && \
	{ $(MAKE) -s --no-print-directory tests $(2) || echo 'not ok - the tests stopped early'; }
endef

check: ## everything that must hold before a change goes in; ends with `N passed, N failed`
	@packaging/setup test
	+@{ tests/run-command 'no warnings from clang' $(MAKE) -s -j$(JOBS) programs VARIANT=clang CC=clang WERROR=1; \
	    $(call build_and_test,no warnings from gcc,VARIANT=gcc CC=gcc WERROR=1); \
	    tests/run-command 'dependencies point one way' $(MAKE) -s check-layers; \
	    tests/run-command 'each header compiles alone' $(MAKE) -s check-headers; \
	    tests/run-command 'files as clang-format lays them out' $(MAKE) -s format-check; \
	} | tests/tally

check-asan check-valgrind: export PROPERTY_SEEDS = 200
check-asan: ## the tests with address and undefined-behaviour sanitizers, then a minute of fuzzing
	@packaging/setup develop
	+@{ $(call build_and_test,it compiles with sanitizers,VARIANT=asan SANITIZE=address$(comma)undefined); \
	    tests/run-command 'a minute of fuzzing' $(MAKE) -s fuzz; \
	} | tests/tally

FUZZ_SECONDS = 60
FUZZ_OPTIONS = -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=2048 -print_final_stats=1
FUZZ_VARIANT = VARIANT=fuzz CC=clang SANITIZE=address,undefined,fuzzer-no-link
fuzz: ## run each fuzzer for FUZZ_SECONDS; what it finds is left in build/fuzz/found/
	@packaging/setup develop
	@mkdir -p build/fuzz/found $(FUZZERS:%=build/fuzz/corpus/%)
	@if echo 'int LLVMFuzzerTestOneInput(void *data, unsigned long size) { return !data && size; }' | \
		clang -fsanitize=fuzzer -x c -o build/fuzz/probe - 2>/dev/null; then \
		$(MAKE) -s -j$(JOBS) fuzz-programs $(FUZZ_VARIANT) || exit; \
		for name in $(FUZZERS); do \
			build/fuzz/tests/fuzz_$$name $(FUZZ_OPTIONS) -artifact_prefix=build/fuzz/found/$$name- \
				build/fuzz/corpus/$$name tests/fuzz/corpus/$$name || exit; \
		done; \
	else echo 'this clang has no libFuzzer: nothing was fuzzed'; fi

.PHONY: fuzz-programs
fuzz-programs: $(FUZZ_PROGRAMS)

check-valgrind: build/valgrind/twofold ## units and shell cases under valgrind
	@packaging/setup develop
	+@$(MAKE) -s -j$(JOBS) programs
	@{ $(TEST_ENVIRONMENT) UNDER='$(VALGRIND)' tests/run-programs $(UNITS); \
	   $(TEST_ENVIRONMENT) TWOFOLD='$(TOP)/build/valgrind/twofold' tests/run-cases; } | tests/tally

VALGRIND = valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite
build/valgrind/twofold: Makefile
	@mkdir -p $(@D)
	@printf '#!/bin/sh\nexec $(VALGRIND) $(TOP)/$(OUT)/twofold "$$@"\n' > $@
	@chmod +x $@

check-cluster: ## job arrays on a real Slurm, which is set up on this machine for the while
	@packaging/setup cluster
	+@$(MAKE) -s -j$(JOBS) $(OUT)/twofold
	@$(TEST_ENVIRONMENT) tests/run-programs $(sort $(wildcard tests/cluster/*)) | tests/tally

check-browser: ## reports in headless Chromium, at the width of a telephone and of a desk; pictures in build/browser/
	@packaging/setup browser
	+@$(MAKE) -s -j$(JOBS) $(OUT)/twofold
	@$(TEST_ENVIRONMENT) tests/run-programs $(sort $(wildcard tests/browser/*)) | tests/tally

check-layers: ## dependencies point one way; only base/proc spawns, only cli prints, …
	@tests/check-layers $(HEADERS) $(SOURCES)

check-headers: ## each header compiles alone
	@for compiler in gcc clang; do for header in $(filter include/%,$(HEADERS)); do \
		echo "#include \"$${header#include/}\"" | $$compiler $(LANGUAGE) $(LIBRARY_CFLAGS) $(WARNINGS) -Werror \
			-fsyntax-only -x c - || { echo "$$header does not compile alone with $$compiler"; failed=1; }; \
	done; done; [ -z "$$failed" ]

# --- speed -------------------------------------------------------------------------------------------

.PHONY: bench bench-deps
bench: ## measure the program and its peers; writes bench/RESULTS.md
	+@$(MAKE) -s --no-print-directory -j$(JOBS) all
	+@$(MAKE) -s --no-print-directory build/bench/engine build/bench/empty
	@bench/run $(FIGURES)

bench-deps: ## install what the peers of `make bench` need
	@packaging/setup bench

build/bench/engine: bench/engine.c libtwofold.a
	@mkdir -p $(@D)
	$(COMPILE) -o $@ bench/engine.c libtwofold.a $(LIBRARIES)

build/bench/empty: Makefile
	@mkdir -p $(@D)
	echo 'int main(void) { return 0; }' | $(CC) -O2 -x c -o $@ -

# --- care of the source ------------------------------------------------------------------------------
# Versions of clang-format differ in details: 14 decides, another one is not asked.

CLANG_FORMAT := $(shell for name in clang-format-14 clang-format; do \
	$$name --version 2>/dev/null | grep -q 'version 14\.' && echo $$name && break; done)
FORMATTED = $(HEADERS) $(SOURCES) $(TEST_SOURCES)

.PHONY: format format-check lint docs coverage
format: ## lay the C files out with clang-format 14
	$(or $(CLANG_FORMAT),clang-format-14) -i $(FORMATTED)

format-check: ## say which C files `make format` would change
ifeq ($(CLANG_FORMAT),)
	@echo 'clang-format 14 is not here: not checked'
else
	@for file in $(FORMATTED); do \
		$(CLANG_FORMAT) $$file | cmp -s - $$file || { echo "$$file: run make format"; failed=1; }; \
	done; [ -z "$$failed" ]
endif

lint: ## clang-tidy and cppcheck
	@packaging/setup develop
	printf '%s\n' $(SOURCES) | xargs -P $(JOBS) -I FILE clang-tidy --quiet FILE -- $(LANGUAGE) $(LIBRARY_CFLAGS)
	cppcheck --quiet -j $(JOBS) --std=c11 --enable=warning,performance,portability --inline-suppr \
		--suppress=missingIncludeSystem --error-exitcode=1 -Iinclude -Isrc -D_GNU_SOURCE src

docs: all ## the manual, the completion and the examples in the pages, made again from the program
	./twofold help --format man > docs/twofold.1
	./twofold help --format bash > packaging/completion.bash
	TWOFOLD='$(TOP)/twofold' tests/run-docs --bless

coverage: ## how much of the source the tests run, by file
	@packaging/setup develop
	+@$(MAKE) -s -j$(JOBS) programs VARIANT=coverage CFLAGS='-O0 -g --coverage'
	+@find build/coverage -name '*.gcda' -delete; \
	    $(MAKE) -s --no-print-directory tests VARIANT=coverage CFLAGS='-O0 -g --coverage' | tests/tally
	@if command -v gcovr >/dev/null; then gcovr --root . --filter src/ build/coverage; \
	else find build/coverage/src -name '*.gcda' -exec gcov -n {} + | grep -A1 "^File 'src/"; fi

# --- install and release -----------------------------------------------------------------------------

DESTINATION = $(DESTDIR)$(PREFIX)
MAN_PAGES = $(wildcard docs/*.1)
COMPLETION = $(wildcard packaging/completion.bash)
DOCUMENTS = $(wildcard README.md NEWS.md LICENSE docs/*.md)
SCENARIOS = $(wildcard params/*.csv)

.PHONY: install uninstall dist
install: all ## install below PREFIX (default /usr/local), in the tree DESTDIR
	install -d $(DESTINATION)/bin
	install -m 755 twofold $(DESTINATION)/bin/
ifneq ($(MAN_PAGES),)
	install -d $(DESTINATION)/share/man/man1
	install -m 644 $(MAN_PAGES) $(DESTINATION)/share/man/man1/
endif
ifneq ($(COMPLETION),)
	install -d $(DESTINATION)/share/bash-completion/completions
	install -m 644 $(COMPLETION) $(DESTINATION)/share/bash-completion/completions/twofold
endif
	install -d $(DESTINATION)/share/doc/twofold $(DESTINATION)/share/twofold/params
	install -m 644 $(DOCUMENTS) $(DESTINATION)/share/doc/twofold/
	$(if $(SCENARIOS),install -m 644 $(SCENARIOS) $(DESTINATION)/share/twofold/params/)

uninstall: ## remove what install put there
	rm -f $(DESTINATION)/bin/twofold $(DESTINATION)/share/bash-completion/completions/twofold
	rm -f $(patsubst docs/%,$(DESTINATION)/share/man/man1/%,$(MAN_PAGES))
	rm -rf $(DESTINATION)/share/doc/twofold $(DESTINATION)/share/twofold

dist: ## the release as twofold-VERSION.tar.gz, from the last commit
	git archive --prefix=twofold-$(VERSION)/ -o twofold-$(VERSION).tar.gz HEAD

.PHONY: clean help
clean: ## remove all that make makes
	rm -rf build demo twofold libtwofold.a twofold-$(VERSION).tar.gz

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-15s %s\n", $$1, $$2 }' Makefile
	@printf '\nVariables: CC CFLAGS LDFLAGS PREFIX DESTDIR SANITIZE=address,undefined WERROR=1 VARIANT=name\n'
