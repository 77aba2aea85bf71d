#!/usr/bin/env bash
# test            install what the tests need, then run all of them; those of the database also on PostgreSQL, and on SQL Server where PALVELUOHJAUS_SQLSERVER leads to one
# faults          break the product for a night: killed processes, a stopped database, a full disk, an hour of load (docs/faults.md)
# quick           the tests that need neither a browser nor a server process
# migration NAME  add a migration to every provider's set, or to none
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# A process of tests is over before what the compiler learns of it pays.
export DOTNET_TieredPGO=0

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

# What two nodes are tried behind (docs/two-nodes.md). Where it cannot be had, that test says so.
install_nginx() {
  [ ! -x /usr/sbin/nginx ] && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] || return 0
  apt-get update -qq && apt-get install -y -qq --no-install-recommends nginx >/dev/null || true
}

install_postgres() {
  if ! ls -d /usr/lib/postgresql/*/bin >/dev/null 2>&1 && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql >/dev/null
  fi
}

# What the fault tests set a process's clock back with. Without it that test is left out.
install_faketime() {
  if ! ls /usr/lib/*/faketime/libfaketime.so.1 >/dev/null 2>&1 && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update -qq && apt-get install -y -qq --no-install-recommends faketime >/dev/null || echo "faketime could not be installed."
  fi
}

# A PostgreSQL of our own: from the installed binaries, on loopback, in a temporary folder, run by an unprivileged user and stopped when this script ends.
start_postgres() {
  local binaries password port attempt as_user=()
  install_postgres
  binaries=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
  if [ -z "$binaries" ]; then
    echo "PostgreSQL is not installed."
    return 1
  fi
  postgres_folder=$(mktemp -d)
  password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  printf %s "$password" >"$postgres_folder/password"
  if [ "$(id -u)" = 0 ]; then
    chown -R postgres "$postgres_folder"
    as_user=(setpriv --reuid=postgres --regid=postgres --init-groups)
  fi
  "${as_user[@]}" "$binaries/initdb" -D "$postgres_folder/data" -A scram-sha-256 -U tests --pwfile="$postgres_folder/password" -E UTF8 --locale=C.UTF-8 >/dev/null || return 1
  for attempt in 1 2 3; do # a port may be another's
    port=$((20000 + RANDOM % 12000))
    # What the tests store need not outlive them.
    "${as_user[@]}" "$binaries/postgres" -D "$postgres_folder/data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories="$postgres_folder" \
      -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=200 >"$postgres_folder/log" 2>&1 &
    postgres_process=$!
    for _ in $(seq 150); do
      kill -0 "$postgres_process" 2>/dev/null || continue 2
      if "$binaries/pg_isready" -q -h "$postgres_folder" -p "$port"; then
        export PALVELUOHJAUS_POSTGRESQL="Host=127.0.0.1;Port=$port;Username=tests;Password=$password;Database=postgres"
        return 0
      fi
      sleep 0.2
    done
    break # it runs and takes nobody in
  done
  cat "$postgres_folder/log"
  return 1
}

stop_postgres() {
  if [ -n "${postgres_process:-}" ]; then
    kill -INT "$postgres_process" 2>/dev/null || true
    wait "$postgres_process" 2>/dev/null || true
  fi
  rm -rf "${postgres_folder:-}"
}

# Runs test projects one after another. Fails when a test failed or a project ran none.
run_tests() { # name of the run, then options of dotnet test
  local status=0 project run=$1
  shift
  for project in "${projects[@]}"; do
    dotnet test --no-build "$project" "$@" --logger "trx;LogFileName=$(basename "$project")$run.trx" --results-directory "$results" \
      -- RunConfiguration.TreatNoTestsAsError=true || status=1
  done
  return "$status"
}

# Runs the tests of the category "database" on a server. What they need is in the environment.
run_on() { # the server's name as the tests take it
  local projects=(tests/Guidance.Tests tests/Reporting.Tests tests/Host.Tests tests/EndToEnd.Tests)
  echo "On $1:"
  PALVELUOHJAUS_TEST_DATABASE=$1 run_tests ".$1" --filter TestCategory=database
}

# Prints one last line, "N passed, N failed". Fails when none passed or one failed.
sum_up() {
  local counters passed failed other
  counters=$(grep -ho '<Counters [^>]*>' "$results"/*.trx || true)
  sum() { { grep -o " $1=\"[0-9]*\"" <<<"$counters" || true; } | tr -dc '0-9\n' | awk '{ n += $1 } END { print n + 0 }'; }
  passed=$(sum passed) failed=$(sum failed) other=$(($(sum total) - passed - failed))
  [ "$other" = 0 ] || echo "$other inconclusive: each says above what it lacked"
  [ "$passed" -gt 0 ] || echo "No test ran."
  echo "$passed passed, $failed failed"
  [ "$passed" -gt 0 ] && [ "$failed" = 0 ]
}

case "${1:-}" in
  test)
    dotnet build -v quiet -clp:NoSummary
    install_browser
    install_nginx
    mapfile -t projects < <(ls -d tests/*.Tests | grep -v MlNet) # needs packages that the default build does without: docs/mlnet.md
    rm -rf "$results"
    status=0
    run_tests "" || status=1
    trap stop_postgres EXIT
    if start_postgres; then
      run_on postgresql || status=1
    else
      echo "PostgreSQL: not started, so the tests of the database ran on the embedded one alone."
      [ "${CI:-}" != true ] || status=1
    fi
    install_faketime
    projects=(tests/Faults)
    run_tests "" || status=1
    if [ -n "${PALVELUOHJAUS_SQLSERVER:-}" ]; then
      run_on sqlserver || status=1
    else
      echo "SQL Server: not configured. Give a connection string in PALVELUOHJAUS_SQLSERVER to run the tests of the database on it."
    fi
    sum_up || status=1
    exit "$status"
    ;;
  faults)
    dotnet build -v quiet -clp:NoSummary
    install_postgres
    install_faketime
    rm -rf "$results"
    status=0
    projects=(tests/Faults)
    PALVELUOHJAUS_FAULTS=long run_tests "" --logger "console;verbosity=detailed" || status=1
    sum_up || status=1
    exit "$status"
    ;;
  quick)
    dotnet build -v quiet -clp:NoSummary
    mapfile -t projects < <(ls -d tests/*.Tests | grep -Ev 'EndToEnd|MlNet')
    rm -rf "$results"
    status=0
    run_tests "" --filter "TestCategory!=process" || status=1
    sum_up || status=1
    exit "$status"
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
    for provider in Sqlite SqlServer PostgreSql; do
      for module in Guidance Reporting; do
        add "$module" "${provider}${module}DbContext" "Storage/Migrations/$provider" || undo
      done
      [ "$provider" = Sqlite ] || add Guidance "${provider}KeysDbContext" "Storage/Migrations/${provider}Keys" || undo
    done
    ;;
  *)
    sed -n '2,5s/^# //p' "$0"
    exit 2
    ;;
esac
