#!/usr/bin/env bash
# Measures the running product the way bench/README.md says: PostgreSQL, the product and the load on this machine.
#
#   bench/run.sh 50000            fills an empty database with that many customers and measures every request
#   bench/run.sh 50000 page1      only the measurements whose names match
#   BENCH_SECONDS=5 bench/run.sh 50000        shorter, when the machine has other things to do
#   BENCH_SOAK=900 bench/run.sh 50000 soak    memory after so many seconds under load
#
# Needs PostgreSQL 15 or newer (PG_BIN), wrk, curl, a JDK 25 (JAVA_HOME) and target/telecom-crm.jar. Keeps its
# databases in BENCH_DIR (default /tmp/telecom-crm-bench), so that a second run with the same number need not fill.
set -euo pipefail
cd "$(dirname "$0")/.."

customers=${1:?how many customers?}
only=${2:-.}
dir=${BENCH_DIR:-/tmp/telecom-crm-bench}
pg_bin=${PG_BIN:-$(ls -d /usr/lib/postgresql/*/bin | tail -1)}
java=${JAVA_HOME:-$(ls -d /usr/lib/jvm/*25* | head -1)}/bin/java
pg_port=55433
port=8099
seconds=${BENCH_SECONDS:-15}
data=$dir/pg-$customers
jar=${BENCH_JAR:-$PWD/target/telecom-crm.jar}

export DATABASE_URL="postgres://crm@localhost:$pg_port/crm" SERVER_PORT=$port
export DEMO_PASSWORD=bench-password-1

as_postgres() { if [ "$(id -u)" = 0 ]; then su postgres -s /bin/bash -c "$1"; else bash -c "$1"; fi; }
stop() {
  [ -z "${app:-}" ] || kill "$app" 2>/dev/null || true
  as_postgres "'$pg_bin/pg_ctl' -D '$data' -m fast stop" >/dev/null 2>&1 || true
}
trap stop EXIT

mkdir -p "$dir"; chmod 777 "$dir"
fresh=
if [ ! -d "$data" ]; then
  fresh=1
  as_postgres "'$pg_bin/initdb' -D '$data' -A trust -E UTF8 --locale=C.UTF-8" >/dev/null
  cat >> "$data/postgresql.conf" <<CONF
port = $pg_port
unix_socket_directories = '$dir'
shared_buffers = 1GB
work_mem = 32MB
maintenance_work_mem = 256MB
random_page_cost = 1.1
effective_cache_size = 8GB
max_wal_size = 4GB
fsync = on
CONF
fi
as_postgres "'$pg_bin/pg_ctl' -D '$data' -l '$data/log' -w start" >/dev/null
psql() { "$pg_bin/psql" -h localhost -p $pg_port -U "$1" -d "$2" -qAt; }

if [ -n "$fresh" ]; then
  owner=$(as_postgres 'id -un')
  echo "create role crm superuser login; create database crm owner crm;" | "$pg_bin/psql" -h localhost -p $pg_port -U "$owner" -d postgres -q
  echo "== filling with $customers customers"
  (cd "$dir" && time "$java" -Xmx256m -jar "$jar" --demo="$customers")
  echo "vacuum analyze" | psql crm crm
fi

rss() { awk '/VmRSS/ {print int($2/1024)}' /proc/$app/status; }
start() { # options of Java; the product runs beside its jar, as in production
  local began; began=$(date +%s%N)
  cd "$dir"
  "$java" "$@" -jar telecom-crm.jar > "$dir/app.log" 2>&1 &
  app=$!
  cd - >/dev/null
  until curl -sf localhost:$port/actuator/health >/dev/null; do
    kill -0 $app 2>/dev/null || { tail "$dir/app.log"; exit 1; }
    sleep 0.02
  done
  echo "ready after $(( ($(date +%s%N) - began) / 1000000 )) ms, $(awk '{print ($14+$15)*10}' /proc/$app/stat) ms of processor time, RSS $(rss) MB"
}
halt() { kill $app; wait $app 2>/dev/null || true; }

options=${BENCH_JAVA_OPTS:--XX:+UseSerialGC -Xmx256m}
cp -p "$jar" "$dir/telecom-crm.jar"
if [[ start =~ $only ]]; then
  echo "== starting by java -jar alone"
  for _ in 1 2 3 4 5; do start; halt; done
  echo "== starting with an AOT cache"
  (cd "$dir" && "$java" $options -XX:AOTCacheOutput=telecom-crm.aot -Dspring.context.exit=onRefresh -jar telecom-crm.jar > aot.log 2>&1)
  for _ in 1 2 3 4 5; do start $options -XX:AOTCache=telecom-crm.aot; halt; done
fi
echo "== starting"
start $options

sign_in() {
  curl -s localhost:$port/api/auth/login/ -H 'Content-Type: application/json' \
    -d "{\"username\":\"operator\",\"password\":\"$DEMO_PASSWORD\"}" | sed 's/.*"access":"\([^"]*\)".*/\1/'
}

product_time() { awk '{print $14 + $15}' "/proc/$app/stat"; }
database_time() { # of all its processes, those of the connections among them
  local found; found=$(pgrep -P "$(head -1 "$data/postmaster.pid")" | sed 's|.*|/proc/&/stat|')
  cat $found 2>/dev/null | awk '{sum += $14 + $15} END {print sum}'
}

load() { # name, path, how high the ids go, options of wrk
  local name=$1; export REQUEST=$2 MOST=$3; shift 3
  wrk -d5s -s bench/requests.lua "$@" "http://localhost:$port" >/dev/null
  local product database; product=$(product_time); database=$(database_time)
  wrk -d"${seconds}s" -s bench/requests.lua "$@" "http://localhost:$port" > "$dir/wrk.out"
  awk -v name="$name" -v product=$(($(product_time) - product)) -v database=$(($(database_time) - database)) '
    /^measured/ && $2 > 0 {
      printf "%-24s %6d req/s, p50 %s ms, p95 %s ms, p99 %s ms; processor time each: product %d us, database %d us%s\n",
        name, $3, $4, $5, $6, product * 10000 / $2, database * 10000 / $2, ($7 > 0 ? ", ERRORS " $7 : "")
    }' "$dir/wrk.out"
}

measure() { # name, path, how high the ids go
  [[ $1 =~ $only ]] || return 0
  load "$1" "$2" "${3:-$customers}" -t2 -c8 -H "Authorization: Bearer $(sign_in)"
}

page() { # what curl is told besides
  curl -s -b "$dir/cookies" -c "$dir/cookies" -o "$dir/page" -w '%{redirect_url}' "$@"
}
token() { sed -n 's/.*name="_csrf" value="\([^"]*\)".*/\1/p' "$dir/page" | head -1; }

enter() { # the desk, as a supervisor
  rm -f "$dir/cookies"
  page localhost:$port/login >/dev/null
  page --data-urlencode "_csrf=$(token)" -d "username=supervisor&password=$DEMO_PASSWORD" localhost:$port/login >/dev/null
}

measure_page() { # name, path, how high the ids go; one person at a time
  [[ $1 =~ $only ]] || return 0
  enter
  load "$1" "$2" "${3:-$customers}" -t1 -c1 -H "Cookie: crm_session=$(awk '/crm_session/ {print $NF}' "$dir/cookies")"
}

contracts=$((customers * 95 / 100))
tickets=$((customers * 3 / 10))
echo "== measuring, $seconds s each after 5 s of warming up"
measure customers-page1 /api/customers/
measure customers-page400 '/api/customers/?page=400'
measure customer-detail '/api/customers/{id}/'
measure search-name '/api/customers/?search={name}'
measure search-phone '/api/customers/?search={digits:6}'
measure sims-by-status '/api/sims/?status=active'
measure sims-search '/api/sims/?search={digits:6}'
measure contracts-page1 /api/contracts/
measure contracts-by-status '/api/contracts/?status=suspended'
measure contract-detail '/api/contracts/{id}/' $contracts
measure contracts-search-name '/api/contracts/?search={name}'
measure contracts-search-number '/api/contracts/?search={digits:6}'
measure tariffs-active /api/tariffs/active/
measure tickets-page1 /api/tickets/
measure tickets-open '/api/tickets/?is_open=true&ordering=due_at'
measure tickets-overdue '/api/tickets/?is_overdue=true'
measure ticket-detail '/api/tickets/{id}/' $tickets
measure dashboard /api/dashboard/
echo "RSS $(rss) MB"
measure_page page-dashboard /
measure_page page-customers /customers
measure_page page-customer '/customers/{id}'
measure_page page-customer-contracts '/customers/{id}/contracts'
measure_page page-customer-history '/customers/{id}/history'
measure_page page-sims /sims
measure_page page-sims-last-digits '/sims?q={digits:4}'
measure_page page-sim '/sims/{id}'
measure_page page-contracts /contracts
measure_page page-contracts-search '/contracts?q={name}'
measure_page page-contract '/contracts/{id}' $contracts
measure_page page-wizard-customer '/contracts/new?customer={id}'
if [[ page-wizard-sim =~ $only ]]; then
  enter
  page localhost:$port/contracts/new >/dev/null
  step=$(page --data-urlencode "_csrf=$(token)" -d 'mode=find&customer_id=1' localhost:$port/contracts/new)
  measure_page page-wizard-sim "${step#http://localhost:$port}"
fi
measure_page page-tariffs /tariffs
measure_page page-tickets '/tickets?queue=open'
measure_page page-ticket '/tickets/{id}' $tickets
measure_page page-palette '/search?q={name}'
if [ -n "${BENCH_SOAK:-}" ] && [[ soak =~ $only ]]; then
  echo "== $BENCH_SOAK s under load"
  for round in $(seq $((BENCH_SOAK / 60))); do
    for load in '/api/customers/' '/api/customers/?search=9161' '/api/dashboard/'; do
      wrk -t2 -c8 -d20s -H "Authorization: Bearer $(sign_in)" "http://localhost:$port$load" >/dev/null
    done
    [ $((round % 5)) != 0 ] || echo "after $round min: RSS $(rss) MB"
  done
fi
