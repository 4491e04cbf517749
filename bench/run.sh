#!/usr/bin/env bash
# Measures the running product the way bench/README.md says: PostgreSQL, the product and the load on this machine.
#
#   bench/run.sh 50000            fills an empty database with that many customers and measures every request
#   bench/run.sh 50000 page1      only the measurements whose names match
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

measure() { # name, wrk script or path
  [[ $1 =~ $only ]] || return 0
  local token; token=$(sign_in)
  local args=(-t2 -c8 --latency -H "Authorization: Bearer $token")
  if [[ $2 == *.lua ]]; then
    CUSTOMERS=$customers wrk "${args[@]}" -d5s -s "bench/$2" "http://localhost:$port" >/dev/null
    CUSTOMERS=$customers wrk "${args[@]}" -d"${seconds}s" -s "bench/$2" "http://localhost:$port" > "$dir/wrk.out"
  else
    wrk "${args[@]}" -d5s "http://localhost:$port$2" >/dev/null
    wrk "${args[@]}" -d"${seconds}s" "http://localhost:$port$2" > "$dir/wrk.out"
  fi
  printf '%-18s %s\n' "$1" "$(awk '/Requests\/sec/ {r=$2} $1=="50%" {p=$2} $1=="99%" {q=$2} /Non-2xx/ {e=" errors "$NF} END {print r" req/s, p50 "p", p99 "q e}' "$dir/wrk.out")"
}

measure_page() { # name, path
  [[ $1 =~ $only ]] || return 0
  local cookies=$dir/cookies token
  rm -f "$cookies"
  token=$(curl -s -c "$cookies" localhost:$port/login | sed -n 's/.*name="_csrf" value="\([^"]*\)".*/\1/p' | head -1)
  curl -s -o /dev/null -b "$cookies" -c "$cookies" --data-urlencode "_csrf=$token" \
    -d "username=supervisor&password=$DEMO_PASSWORD" localhost:$port/login
  local session; session=$(awk '/crm_session/ {print $NF}' "$cookies")
  local args=(-t1 -c1 -s bench/pages.lua -H "Cookie: crm_session=$session" "http://localhost:$port")
  CUSTOMERS=$customers PAGE=$2 wrk -d5s "${args[@]}" >/dev/null
  printf '%-18s %s\n' "$1" "$(CUSTOMERS=$customers PAGE=$2 wrk -d"${seconds}s" "${args[@]}" | grep p95)"
}

echo "== measuring, $seconds s each after 5 s of warming up"
measure customers-page1 /api/customers/
measure customers-page400 '/api/customers/?page=400'
measure customer-detail details.lua
measure search-name names.lua
measure search-phone phones.lua
measure dashboard /api/dashboard/
echo "RSS $(rss) MB"
measure_page page-dashboard /
measure_page page-list /customers
measure_page page-card '/customers/{id}'
if [ -n "${BENCH_SOAK:-}" ] && [[ soak =~ $only ]]; then
  echo "== $BENCH_SOAK s under load"
  for round in $(seq $((BENCH_SOAK / 60))); do
    for load in '/api/customers/' '/api/customers/?search=9161' '/api/dashboard/'; do
      wrk -t2 -c8 -d20s -H "Authorization: Bearer $(sign_in)" "http://localhost:$port$load" >/dev/null
    done
    [ $((round % 5)) != 0 ] || echo "after $round min: RSS $(rss) MB"
  done
fi
