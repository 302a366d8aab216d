# What people and CI run. Everything longer than a few lines stands in .ci/.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site serve check test bench gallery fuzz clean

THEME := themes/banyan
# npm ci empties node_modules first, so the stamp is there only when the last install came to its end.
PACKAGES := $(THEME)/node_modules/.stamp
FUZZTIME ?= 20s

help: ## 列出这些命令 / list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

site: $(PACKAGES) ## 生成网站到 public/ / build the site into public/
	go run ./generator build

serve: $(PACKAGES) ## 边改边预览 / preview while you edit
	go run ./generator serve

check: ## 快速检查（一分钟内）：格式、静态分析、模板、楼层图 / quick checks: format, analysis, templates, floor plan
	sh .ci/gofmt.sh
	go vet ./...
	go tool staticcheck ./...
	sh .ci/templ.sh check
	go test -run '^Test(FloorPlan|Architecture)' ./generator

test: check $(PACKAGES) ## 全部检查与测试，含浏览器测试 / all checks and tests, browser tests included
	MINGSHAN_CHROME="$$(sh .ci/browser.sh)" && export MINGSHAN_CHROME && go test -p 1 -timeout 75m ./...

bench: $(PACKAGES) ## 基准测试 / benchmarks
	go test -run '^$$' -bench . -benchmem ./...

gallery: ## 主题样张写到 .cache/gallery / the theme's sample pages, into .cache/gallery
	go run ./generator gallery

fuzz: ## 模糊测试，每个函数 FUZZTIME（默认 20s）/ fuzz every parser for FUZZTIME each
	sh .ci/fuzz.sh $(FUZZTIME)

clean: ## 清空 public/ 与缓存 / empty public/ and the caches
	find public -mindepth 1 -maxdepth 1 ! -name .gitignore -exec rm -rf {} +
	rm -rf .cache

$(PACKAGES): $(THEME)/package.json $(THEME)/package-lock.json
	cd $(THEME) && npm ci --ignore-scripts --no-audit --no-fund
	touch $@
