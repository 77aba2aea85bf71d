#!/usr/bin/env bash
# test            install what the tests need, then run all of them
# quick           the tests that need neither a browser nor a server process
# migration NAME  add a migration to every provider's set, or to none
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

results=artifacts/test-results

install_browser() {
  [ ! -x /usr/bin/chromium ] || return 0
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null && return
  elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then
    sudo apt-get update -qq && sudo apt-get install -y -qq --no-install-recommends chromium >/dev/null && return
  fi
  # Elsewhere, Playwright's own browser; what it needs of the system can only be installed by root.
  local with_deps=()
  [ "$(id -u)" != 0 ] || with_deps=(--with-deps)
  node artifacts/bin/EndToEnd.Tests/debug/.playwright/package/cli.js install "${with_deps[@]}" chromium
}

# Runs test projects one after another and prints one last line, "N passed, N failed". Fails when a test failed or a project ran none.
run_tests() { # options of dotnet test
  local status=0 project counters passed failed other
  rm -rf "$results"
  for project in "${projects[@]}"; do
    dotnet test --no-build "$project" "$@" --logger "trx;LogFileName=$(basename "$project").trx" --results-directory "$results" \
      -- RunConfiguration.TreatNoTestsAsError=true || status=1
  done
  counters=$(grep -ho '<Counters [^>]*>' "$results"/*.trx || true)
  sum() { { grep -o " $1=\"[0-9]*\"" <<<"$counters" || true; } | tr -dc '0-9\n' | awk '{ n += $1 } END { print n + 0 }'; }
  passed=$(sum passed) failed=$(sum failed) other=$(($(sum total) - passed - failed))
  [ "$other" = 0 ] || echo "$other inconclusive: each says above what it lacked"
  [ "$passed" -gt 0 ] || { echo "No test ran."; status=1; }
  [ "$failed" = 0 ] || status=1
  echo "$passed passed, $failed failed"
  return "$status"
}

case "${1:-}" in
  test)
    dotnet build -v quiet -clp:NoSummary
    install_browser
    mapfile -t projects < <(ls -d tests/*.Tests | grep -v MlNet) # needs packages that the default build does without: docs/mlnet.md
    run_tests
    ;;
  quick)
    dotnet build -v quiet -clp:NoSummary
    mapfile -t projects < <(ls -d tests/*.Tests | grep -Ev 'EndToEnd|MlNet')
    run_tests --filter "TestCategory!=process"
    ;;
  migration)
    name=${2:?"usage: ./build.sh migration NAME"}
    dotnet tool restore >/dev/null
    dotnet build -v quiet -clp:NoSummary src/Reporting
    add() { # project, context, output folder
      dotnet ef migrations add "$name" --no-build --project "src/$1" --context "$2" --output-dir "$3"
    }
    # All or none: what was added is taken back when a later one fails, so there must be nothing else there to take.
    [ -z "$(git status --porcelain -- 'src/*/Storage/Migrations')" ] || { echo "Commit or discard the changes in Storage/Migrations first."; exit 1; }
    undo() { git checkout -q -- 'src/*/Storage/Migrations'; git clean -fdq -- 'src/*/Storage/Migrations'; echo "Nothing was added."; exit 1; }
    add Guidance SqliteGuidanceDbContext Storage/Migrations/Sqlite || undo
    add Reporting SqliteReportingDbContext Storage/Migrations/Sqlite || undo
    ;;
  *)
    sed -n '2,4s/^# //p' "$0"
    exit 2
    ;;
esac
