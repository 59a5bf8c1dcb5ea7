# The usual names for the usual work; CMake does it (CMakePresets.json).
.PHONY: all debug asan test test-asan lint format bench fuzz install clean
PREFIX ?= /usr/local

all: build/build.ninja
	@cmake --build build

build/build.ninja:
	@cmake --preset release >/dev/null

debug:
	@cmake --preset debug >/dev/null && cmake --build build-debug

asan:
	@cmake --preset asan >/dev/null && cmake --build build-asan

test: all
	@scripts/run-tests build

test-asan: asan
	@scripts/run-tests build-asan

lint: all
	@scripts/lint

format:
	@git ls-files '*.c' '*.h' | xargs clang-format -i

bench: all
	@bench/run

fuzz:
	@scripts/fuzz 60

install: all
	@cmake --install build --prefix $(PREFIX)

clean:
	rm -rf build build-debug build-asan build-fuzz
