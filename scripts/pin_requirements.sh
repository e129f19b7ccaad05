#!/usr/bin/env bash
# Pin and hash requirements/*.txt from requirements/*.in, for the oldest Python that is supported.
set -euo pipefail
cd "$(dirname "$0")/../requirements"
tools="$(mktemp -d)"
trap 'rm -rf "$tools"' EXIT
"${PYTHON:-python3.11}" -m venv "$tools"
"$tools/bin/pip" install --quiet pip-tools
for name in runtime dev bench api; do
    CUSTOM_COMPILE_COMMAND="make requirements" "$tools/bin/pip-compile" --quiet --no-config --generate-hashes \
        --allow-unsafe --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
        "$name.in" --output-file "$name.txt" "$@"
done
