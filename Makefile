# Two commands do everything on a fresh Debian 12 with Go:
#   make run    builds Packbench and opens it on a demo shop
#   make test   runs every test
# The rest is for people who work on it.

TAGS    := -tags migrated_fynedo,no_animations
GOFLAGS := -buildvcs=false
export GOFLAGS
SHOP    ?= $(HOME)/.local/share/packbench-demo

.PHONY: run build test quick torture bench pictures clean

run: ## build, make the demo shop once, open the desktop on it
	@sh .ci/packages run
	@$(MAKE) --no-print-directory build
	@sh .ci/demo "$(SHOP)"

build: ## bin/packbench
	@echo "building bin/packbench (the first time takes some minutes)"
	@mkdir -p bin
	@go build $(TAGS) -o bin/packbench ./cmd/packbench

test: ## every test: vet, linter, unit, race, documents, real window
	@sh .ci/packages test
	@sh .ci/test

quick: ## unit tests of everything that does not draw, in seconds
	@go test ./data/... ./app ./app/picking/... ./app/packing/... ./app/shipping/... ./app/channels/... ./labels ./reports

torture: ## the long proofs: an hour of kills, cuts and a million steps
	@sh .ci/packages test
	@sh .ci/torture

bench: ## the figures of the closing notes
	@PACKBENCH_WINDOW=1 go test $(TAGS) -timeout 60m -run '^$$' -bench . ./data ./app/... ./labels ./reports ./cmd/packbench

pictures: build ## pictures of every page, light and dark, into assets/pictures
	@sh .ci/packages test
	@sh .ci/pictures

clean:
	@rm -rf bin coverage.out
