# make run, make test; `make help` lists the rest. Every tool lives in .venv, nothing outside is touched
# but the system libraries Qt needs, which .ci/system names or installs.

PYTHON ?= python3
SAMPLE ?= build/moscow-rumours.caseboard
VENV   := .venv
BIN    := $(VENV)/bin
LOCK   := uv pip compile pyproject.toml --universal --python-version 3.11 --only-binary :all: --generate-hashes \
          --emit-build-options --no-emit-index-url --no-emit-find-links --no-annotate --no-header --no-config -q

.PHONY: help run test check format bench pictures lock clean

help:
	@echo "make run     open the sample case (CASE=path opens another)"
	@echo "make test    run the tests"
	@echo "make check   formatting, lint, types, architecture and tests: what has to pass"
	@echo "make format  put the formatting right"
	@echo "make bench   print the measurements"
	@echo "make pictures  draw the samples' pictures for the start page anew"
	@echo "make lock    take the newest allowed versions into requirements*.txt"
	@echo "make clean   remove what was built, installed and cached here"

ifdef CASE
run: $(VENV)/run
	$(BIN)/python main.py "$(CASE)"
else
run: $(SAMPLE)
	$(BIN)/python main.py "$(SAMPLE)"
endif

$(SAMPLE): | $(VENV)/run
	@mkdir -p $(@D)
	$(BIN)/python main.py new "$@" --sample $(basename $(@F))

test: $(VENV)/dev
	$(BIN)/python -m pytest -q

# Everything is run, so that one look shows everything; it fails when any of it does.
check: $(VENV)/dev
	@status=0; \
	for step in "ruff format --check ." "ruff check ." "mypy" "python -m pytest -q"; do \
	    echo "$$step"; $(BIN)/$$step || status=1; \
	done; \
	exit $$status

format: $(VENV)/dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/dev
	$(BIN)/python -m tests.perf $(ONLY)

$(VENV)/run: requirements.txt
	@PYTHON=$(PYTHON) sh .ci/system
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/dev: $(VENV)/run requirements-dev.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# The pictures of the samples on the start page: their first boards, as `caseboard export` draws them.
pictures: $(VENV)/run
	@mkdir -p build
	for name in quay-9 moscow-rumours; do \
	    rm -f build/$$name-picture.caseboard; \
	    $(BIN)/python main.py new build/$$name-picture.caseboard --sample $$name || exit 1; \
	    for theme in light dark; do \
	        $(BIN)/python main.py export build/$$name-picture.caseboard assets/samples/$$name-$$theme.png \
	            --width 1040 --margin 24 --theme $$theme || exit 1; \
	    done; \
	done

lock: $(VENV)/run
	$(BIN)/python -m pip install -q --disable-pip-version-check uv
	$(BIN)/$(LOCK) -o requirements.txt
	$(BIN)/$(LOCK) --extra dev -c requirements.txt -o requirements-dev.txt

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
