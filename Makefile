# Each target does the set-up it needs; a second run finds it done.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SCRIPTS := '{assets,benchmarks,tests}/**/*.{css,js,mjs,ts}' bundle.mjs vendor.mjs eslint.config.mjs

.PHONY: demo test check bench dist setup bundle tools format clean

demo: setup
	@$(BIN)/gridwall demo

# Much of a test is waiting: two workers a core. Hundreds of processes start, each from compiled modules.
WORKERS ?= 4
test: export PYTHONDONTWRITEBYTECODE =
test: setup tools browser
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadgroup --no-loadscope-reorder

check: setup tools
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@npx prettier --log-level warn --cache --check $(SCRIPTS)
	@npx eslint --cache --cache-location node_modules/.cache/eslint .
	@npx tsc
	@$(BIN)/python -m pytest tests/test_architecture.py tests/test_rooms.py tests/test_names_in_docs.py tests/test_chinese.py tests/assets/test_arrows.py tests/dashboard/test_contract.py tests/dashboard/test_protocol_docs.py tests/dashboard/transport/test_page_files.py

bench: setup browser
	@$(BIN)/python -m benchmarks

# Wheel and source archive; the wheel is then installed into an empty environment, and its demo city is looked at.
dist: setup browser
	@mkdir -p var && rm -rf dist
	@$(BIN)/python -m build --no-isolation --outdir dist . >var/dist.log 2>&1 || { tail -n 12 var/dist.log; exit 1; }
	@ls -l dist
	@$(BIN)/python -m tests.package.try_dist dist/*.whl

format: setup tools
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .
	@npx prettier --log-level warn --write $(SCRIPTS) && npx eslint --fix .

setup: $(VENV)/.ready assets/vendor/.ready bundle

$(VENV)/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "gridwall needs Python 3.11 or newer: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	@echo "Setting up Python packages (once, about half a minute) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

assets/vendor/.ready: package.json package-lock.json vendor.mjs
	@command -v npm >/dev/null && node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' || { echo "gridwall needs Node 20 or newer with npm to set up the browser's libraries"; exit 1; }
	@echo "Setting up browser libraries ..."
	@npm ci --omit=dev --silent --no-audit --no-fund --ignore-scripts
	@npm run --silent vendor
	@touch $@

# Of all modules and sheets each time: that takes a fifth of a second, and no file's time can mislead it.
bundle: assets/vendor/.ready
	@npm run --silent bundle

# What checks and formats the browser's modules; who only runs Gridwall needs none of it.
tools: node_modules/.tools

node_modules/.tools: assets/vendor/.ready
	@echo "Setting up the tools for the browser's modules ..."
	@npm ci --silent --no-audit --no-fund --ignore-scripts
	@npm run --silent vendor # its source map stands in node_modules, which npm ci made anew
	@touch $@

# The browser tests drive the system's Chromium; a font with Chinese lets them measure the Chinese page. Debian's
# headless shell is the same browser without a window of its own, at less work: taken where it can be had.
.PHONY: browser
SHELL_OF_CHROMIUM := chromium-headless-shell
browser:
	@missing=""; better=""; may=""; \
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing="chromium"; \
	[ -n "$$(fc-list :lang=zh 2>/dev/null | head -n 1)" ] || missing="$$missing fontconfig fonts-noto-cjk"; \
	[ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && may=yes; \
	[ -n "$$may" ] && ! command -v $(SHELL_OF_CHROMIUM) >/dev/null && better="$(SHELL_OF_CHROMIUM)"; \
	[ -z "$$missing$$better" ] && exit 0; \
	[ -n "$$may" ] || { echo "The browser tests need these Debian packages: sudo apt-get install" $$missing; exit 1; }; \
	install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$$@" >/dev/null; }; \
	echo "Installing Debian's" $$missing $$better "for the browser tests ..."; \
	apt-get update -qq || [ -z "$$missing" ] || exit 1; \
	[ -z "$$missing" ] || install $$missing || exit 1; \
	[ -z "$$better" ] || install $$better 2>/dev/null || echo "Without $$better the browser tests take Chromium."

clean:
	rm -rf $(VENV) node_modules assets/built assets/vendor build dist var
