# `make` sets up and renders every lesson; `make help` says what else there is.
# Written for GNU make 3.81, which is what macOS ships. A line starting with "## " documents the next target or variable.

## h 1080p60, l 480p15, m 720p30, p 1440p60, k 2160p60; empty: films h, decks m, clips as their format has it
QUALITY ?=
## dark, light
THEME ?= dark
## language of the words on screen: de, en, es, fr
WORDS ?= en
## 16:9, 4:3, 1:1, 9:16: shape of the frame, which lessons are laid out in anew
ASPECT ?= 16:9
## frames a second: 24, 25, 30, 50, 60; empty: as the quality has it
FPS ?=
## folder the finished files go to
OUTPUT ?= renders
## lessons rendered at once; empty: as many as cores and memory allow
JOBS ?=
## parameters of the lesson, as in SET="learning_rate=0.2 landscape='x^2 + y^2'"
SET ?=
## 1: render even what is up to date
FORCE =
## the lesson that make check, goldens and test are about, those of make clips and deck; empty: all
LESSON =
## the commit that make bench compares with, by processor time of rendering; empty: with other programs
AGAINST =
## forms of a deck, one or several: html, pptx, pdf, tex; empty: html
TO =
## name of a deck; empty: the lesson's
NAME =
## file of a lecture that make lecture makes; empty: all lessons, scenes/course.toml
LECTURE =
## format of clips: mp4, gif, webp, apng, webm, mov, png, svg, pdf; empty: mp4
AS =
## the Python (3.11 or newer) that set-up starts from; empty: looked for
PYTHON =

VARIABLES := QUALITY THEME WORDS ASPECT FPS OUTPUT JOBS SET FORCE LESSON TO NAME AS LECTURE AGAINST PYTHON

# Which of them somebody gave: what a lecture looks like is up to its file otherwise.
export GIVEN := $(foreach name,$(VARIABLES),$(if $(filter command environment,$(origin $(name))),$(name)))

# Those with ?= are heard from the environment, too. On make's command line a slip is refused by name.
UNKNOWN := $(filter-out $(VARIABLES),$(foreach name,$(.VARIABLES),$(if $(filter command,$(origin $(name))),$(name))))
ifneq ($(UNKNOWN),)
$(error There is no variable '$(firstword $(UNKNOWN))'. Variables: $(VARIABLES). What is for another program goes before make)
endif

# Values are taken as they were typed, a dollar sign included, and reach the commands through the environment: make
# expands none of them, and a shell sees each as "$NAME" only. This comes before the first $(shell), to which make 4.4
# exports them.
$(foreach name,$(VARIABLES),$(eval override $(name) := $$(value $(name))))
export $(foreach name,$(VARIABLES),$(if $($(name)),$(name)))
# What would have other modules imported than this project's, or make pip install somewhere else.
unexport PYTHONPATH PYTHONHOME PYTHONWARNINGS PYTHONINSPECT PYTHONOPTIMIZE PYTHONDEVMODE
# What would have pytest rewrite all test modules in every run: their collection takes 1 s with byte code kept, 7.5 without.
unexport PYTHONDONTWRITEBYTECODE
unexport PIP_USER PIP_TARGET PIP_PREFIX PIP_ROOT PIP_PYTHON

LESSONS := $(shell sed -n 's/^    "\(.*\)",$$/\1/p' scenes/course.py)
TARGETS := all clips deck gallery lecture setup test test-tools cluster-tools check lint goldens previews bench lock clean distclean help
STRANGE := $(filter-out $(TARGETS) $(LESSONS),$(MAKECMDGOALS))
ifneq ($(STRANGE),)
$(error There is no lesson or target '$(firstword $(STRANGE))'. Lessons: $(LESSONS). Targets: make help)
endif

VENV := .venv
BIN := $(VENV)/bin
# LOCKED: the packages of requirements.lock are in. It holds the folder's path: a virtual environment does not survive
# being moved; while it is empty, the environment is being made. READY: the project itself is in too.
LOCKED := $(VENV)/.locked
READY := $(VENV)/.ready
# As modules: the first line of a script cannot hold every path. -P: none of the current folder's.
RUN = $(BIN)/python -P -m
STUDIO = $(RUN) studio.cli.make
QUIETLY = pip --disable-pip-version-check -qq
PIP = $(RUN) $(QUIETLY)

# Some packages do not install without a home folder: where neither HOME nor the list of users has one, this is it.
ifeq ($(HOME),)
export HOME := $(or $(filter /%,$(shell eval echo "~$$(id -un 2>/dev/null)")),$(CURDIR)/$(VENV))
endif

MAKEFLAGS += --no-builtin-rules --no-print-directory
.SUFFIXES:
.DEFAULT_GOAL := all
# Folders of these names are no reason not to run them.
.PHONY: $(TARGETS) $(LESSONS) stale
.PRECIOUS: $(LOCKED)

## set up and render every lesson (this is what a plain `make` does)
all: $(READY)
	@$(STUDIO) render

$(LESSONS): $(READY)
	@$(STUDIO) render $@

## pages with a player for every film, downloads and embeds, in OUTPUT/gallery
gallery: $(READY)
	@$(STUDIO) gallery

## a file of each beat, for slides and pages: of every lesson, or of LESSON, AS a format
clips: $(READY)
	@$(STUDIO) clips

## slides that play the films: of the course, or of LESSON, TO one form or several
deck: $(READY)
	@$(STUDIO) deck

## all that the file LECTURE asks for: one film with chapters, decks, pages, in OUTPUT/its name
lecture: $(READY)
	@$(STUDIO) lecture

## system packages and virtual environment, without rendering
setup: $(READY)
	@echo "set-up: ready in $(VENV)"

## everything CI checks: lint, types, import rules, tests
test: $(READY)
	@# Lint takes one core while tests take both; an interrupt has to reach it, too.
	@$(MAKE) lint & lint=$$!; trap "kill $$lint 2>/dev/null" INT TERM; \
	echo "== tests"; $(RUN) pytest --numprocesses auto --dist worksteal $(if $(LESSON),-k "$$LESSON"); tests=$$?; \
	wait $$lint || { echo "lint failed: make lint says why" >&2; exit 1; }; exit $$tests

## what tests need where CI is set: Dask, and to open decks a browser, LibreOffice, a reader of PDFs, TeX
test-tools: cluster-tools
	@$(test_tools)

## Dask, with which studio render --on tcp://HOST:8786 renders on many machines
cluster-tools: $(READY)
	@$(PIP) install --no-user --require-hashes --requirement requirements.cluster.lock

## faults of layout, colour, motion and numbers, looked for in every lesson or in LESSON
check: $(READY)
	@$(RUN) studio check $(if $(LESSON),-- "$$LESSON")

## lint, format, types, import rules
lint: $(READY)
	@echo "== lint"
	@$(RUN) ruff check --quiet
	@$(RUN) ruff format --check --quiet || { echo "run $(BIN)/ruff format" >&2; exit 1; }
	@echo "== types"
	@$(RUN) mypy
	@echo "== import rules"
	@$(BIN)/python -P -c 'from importlinter.cli import lint_imports_command; lint_imports_command()' --no-logo

## take the golden pictures anew that the tests compare every beat with; look at them first
goldens: $(READY)
	@$(RUN) studio.review.goldens $(if $(LESSON),"$$LESSON")

## the stills and the GIF that the README shows, from the real lessons
previews: $(READY)
	@$(RUN) studio.review.previews

## timings beside stock manim, matplotlib and torch
bench: $(READY)
	@$(RUN) benchmarks $(if $(AGAINST),--against "$$AGAINST" $(if $(LESSON),"$$LESSON"))

## requirements.lock from requirements.in, and those of a cluster: hashes for every platform, no addresses
lock:
	@$(find_python); $(need_python); \
	folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	"$$python" -P -m venv "$$folder/uv" && "$$folder/uv/bin/pip" install -qq --disable-pip-version-check uv && \
	for name in requirements requirements.cluster; do \
		{ cp $$name.lock "$$folder/lock" 2>/dev/null || :; } && \
		if [ $$name = requirements ]; then set --; else set -- --constraint requirements.lock; fi && \
		"$$folder/uv/bin/uv" pip compile $$name.in "$$@" --output-file "$$folder/lock" --quiet --no-config --no-header \
			--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links && \
		{ echo "# Every package the project needs, with the hashes of its files. Made from $$name.in by \`make lock\`."; \
			cat "$$folder/lock"; } > $$name.lock && rm "$$folder/lock" && \
		echo "$$name.lock: $$(grep -c == $$name.lock) packages" || exit 1; done

## remove what was rendered into OUTPUT, and all caches: what this project wrote, and nothing else
clean:
	@$(find_python); $(need_python); \
	"$$python" -I -c 'import sys; sys.path.append("."); from studio.crew.cleaning import main; main(sys.argv[1:])' "$$OUTPUT"

## clean, and remove the virtual environment
distclean: clean
	@if [ -e $(LOCKED) ]; then find $(VENV)/ -mindepth 1 -delete && { rmdir $(VENV) 2>/dev/null || :; }; \
	elif [ -e $(VENV) ]; then echo "clean: $(VENV) stays: this project did not make it"; fi
	@rm -rf gradient_descent_films.egg-info

## this text
help:
	@printf 'make            render every lesson into %s/\n' "$$OUTPUT"
	@echo "make LESSON     render one: $(LESSONS)"
	@awk '/^## / { text = substr($$0, 4); next } \
		text && /^[a-z-]+:/ { sub(":.*", ""); printf "make %-10s %s\n", $$0, text } \
		{ text = "" }' Makefile
	@echo
	@echo "Variables, as in: make $(firstword $(LESSONS) LESSON) QUALITY=l THEME=light"
	@awk '/^## / { text = substr($$0, 4); next } \
		text && /^[A-Z]+ [?]?=/ { printf "  %-8s %s%s\n", $$1, text, (NF > 2 ? " (default " $$3 ")" : "") } \
		{ text = "" }' Makefile

# ---------------------------------------------------------------------------------------------------------- set-up

# Not built from something half-made or moved: then LOCKED is empty or names another folder, and set-up starts afresh.
made_here = test -x $(BIN)/python && test "$$(cat $(LOCKED) 2>/dev/null)" = "$$(pwd -P)"
ifneq ($(shell $(made_here) && echo yes),yes)
$(LOCKED): stale
stale:
endif

$(READY): $(LOCKED) pyproject.toml
	@$(PIP) install --no-user --no-deps --no-build-isolation --editable .
	@touch $@

$(LOCKED): requirements.lock
	@$(refuse_folder)
	@$(system_packages)
	@if ! { $(made_here); }; then \
		$(find_python); echo "set-up: virtual environment $(VENV) from $$("$$python" --version)"; \
		mkdir -p $(VENV) && : > $(LOCKED) && find $(VENV)/ -mindepth 1 ! -path $(VENV)/.locked -delete && \
		"$$python" -P -m venv $(VENV) || exit 1; fi
	@: > $@; rm -f $(READY)
	@echo "set-up: Python packages of requirements.lock (about a minute the first time: pycairo and ManimPango are compiled)"
	@case "$$(pwd -P)" in *[!A-Za-z0-9_./\ -]*) $(install_wheels);; *) $(PIP) install --no-user $(PACKAGES);; esac
	@$(BIN)/python -I -c 'import click, numpy' || \
		{ echo "set-up: pip installs elsewhere than into $(VENV); $(BIN)/pip config list says why" >&2; exit 1; }
	@pwd -P > $@

PACKAGES = --require-hashes --requirement requirements.lock

# What compiles packages takes an apostrophe in the path of Python for the end of a text: it gets to see a plain path.
define install_wheels
folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && ln -s "$$(pwd -P)/$(VENV)" "$$folder/venv" && \
"$$folder/venv/bin/python" -P -m $(QUIETLY) wheel --use-pep517 --wheel-dir "$$folder" $(PACKAGES) && \
$(PIP) install --no-user --no-index --no-deps "$$folder"/*.whl
endef

# What set-up would end in the middle of, or make away with.
define refuse_folder
case "$$(pwd -P)" in *[:$$\{\}\"\`\\]*) \
	printf '%s\n' 'set-up: Python does not install where the path has one of : $$ { } " ` \ - rename or move this folder' >&2; \
	exit 1;; esac; \
if [ -n "$$(ls -A $(VENV) 2>/dev/null)" ] && [ ! -e $(LOCKED) ]; then \
	echo "set-up: $(VENV) is there, and this project did not make it: move it away, then make again" >&2; exit 1; fi
endef

no_python = set-up: no Python 3.11 or newer found; install one, or name it: make PYTHON=/path/to/python3

need_python = test -n "$$python" || { echo "$(no_python)" >&2; exit 1; }

# Sets $python to a Python new enough, or to nothing.
find_python = python=; for candidate in $(if $(PYTHON),"$$PYTHON",python3.11 python3 python3.14 python3.13 python3.12); do \
	if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$candidate; break; fi; done

# pycairo and ManimPango are compiled here, against the system's cairo and pango. Looks for what that takes and asks the
# system's package manager for the missing part only; when nothing is missing, no package manager is needed.
define system_packages
$(find_python); \
$(needing); \
if [ -z "$$python" ]; then \
	need "Python 3.11 or newer" "python3 python3-venv python3-dev" python@3.11; \
else \
	version=$$("$$python" -P -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	"$$python" -P -c 'import ensurepip, venv' 2>/dev/null || need "Python's venv" "python$$version-venv" "python@$$version"; \
	"$$python" -P -c 'import os, sys, sysconfig; sys.exit(not os.path.exists(sysconfig.get_path("include") + "/Python.h"))' || \
		need "Python's headers" "python$$version-dev" "python@$$version"; \
fi; \
command -v cc >/dev/null 2>&1 || need "a C compiler" build-essential gcc; \
pkg-config --exists cairo pangocairo 2>/dev/null || \
	need "cairo and pango for developers" "pkg-config libcairo2-dev libpango1.0-dev" "cairo pango pkg-config"; \
$(install_missing); \
$(find_python); \
$(need_python); \
pkg-config --exists cairo pangocairo || { echo "set-up: pkg-config still does not find cairo and pangocairo" >&2; exit 1; }
endef

define test_tools
$(needing); \
command -v chromium >/dev/null 2>&1 || need "a browser" chromium chromium; \
command -v soffice >/dev/null 2>&1 || need LibreOffice libreoffice-impress libreoffice; \
command -v pdftotext >/dev/null 2>&1 || need "a reader of PDFs" poppler-utils poppler; \
command -v pdflatex >/dev/null 2>&1 || \
	need TeX "texlive-latex-base texlive-latex-recommended texlive-pictures" texlive; \
$(install_missing)
endef

needing = apt=; brew=; missing=; need() { missing="$$missing $$1;"; apt="$$apt $$2"; brew="$$brew $$3"; }

# Asks for what was found missing, as root if it must; done when there is nothing.
define install_missing
[ -n "$$missing" ] || exit 0; \
echo "set-up: missing on this system:$${missing%;}"; \
root=; \
if command -v apt-get >/dev/null 2>&1; then \
	install="apt-get -qq -o DPkg::Lock::Timeout=300 install -y --no-install-recommends$$apt"; \
	if [ "$$(id -u)" != 0 ]; then \
		if command -v sudo >/dev/null 2>&1; then root="sudo "; else \
			echo "set-up: ask an administrator to run: apt-get install$$apt" >&2; exit 1; fi; \
	fi; \
elif command -v brew >/dev/null 2>&1; then \
	install="brew install --quiet$$brew"; \
else \
	echo "set-up: neither apt nor brew here; install it with your system's packages, then make again" >&2; exit 1; \
fi; \
echo "set-up: $$root$$install"; \
log=$$(mktemp); \
case "$$install" in apt-get*) \
	$${root}apt-get -qq -o DPkg::Lock::Timeout=300 update >"$$log" 2>&1 || cat "$$log"; \
	install="env DEBIAN_FRONTEND=noninteractive $$install";; esac; \
$$root$$install >"$$log" 2>&1 </dev/null || { cat "$$log" >&2; rm -f "$$log"; exit 1; }; \
rm -f "$$log"
endef
