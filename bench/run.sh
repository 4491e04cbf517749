#!/usr/bin/env bash
# Measures the running product the way bench/README.md says: PostgreSQL, the product and the load on this machine.
#
#   bench/run.sh 50000            fills an empty database with that many customers, measures, writes bench/results/50000.md
#   bench/run.sh 50000 page1      only the measurements whose names match; writes no results
#   BENCH_ALL=1 bench/run.sh 50000            lists and searches besides those that have a goal
#   BENCH_SECONDS=15 BENCH_SOAK=3600 bench/run.sh 50000   longer, each request and the load at the end
#   bench/run.sh 50000 plans      how the database finds what is asked, in bench/results/plans-50000.md
#   REUSE=1 bench/run.sh 50000    takes a database as it is, even one of an earlier state of the migrations
#
# Needs PostgreSQL 15 or newer (PG_BIN), wrk, curl, a JDK 25 (JAVA_HOME) and target/telecom-crm.jar (BENCH_JAR). Keeps its
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
seconds=${BENCH_SECONDS:-7}
warm=${BENCH_WARM:-30}
soak=${BENCH_SOAK:-60}
data=$dir/pg-$customers
jar=${BENCH_JAR:-$PWD/target/telecom-crm.jar}
results=$PWD/bench/results/$customers.md
began=$(date +%s)

export DATABASE_URL="postgres://crm@localhost:$pg_port/crm" SERVER_PORT=$port
export DEMO_PASSWORD=bench-password-1
export MALLOC_ARENA_MAX=2 # as the README advises
export CRM_NOTIFICATIONS_QUIETFROM=08:00 CRM_NOTIFICATIONS_QUIETUNTIL=07:59 # or they would be closed as not sent, by day
[ -z "${REUSE:-}" ] || export SPRING_FLYWAY_VALIDATE_ON_MIGRATE=false SPRING_FLYWAY_OUT_OF_ORDER=true

as_postgres() { if [ "$(id -u)" = 0 ]; then su postgres -s /bin/bash -c "$1"; else bash -c "$1"; fi; }
stop() {
  kill ${app:-} ${limit_app:-} 2>/dev/null || true
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
  if [ "$(echo 'select count(*) from payment' | psql crm crm)" = 0 ]; then
    echo "== filling with a year of payments"
    time psql crm crm < bench/payments.sql
  fi
  echo "vacuum analyze" | psql crm crm
fi


rss() { awk '/VmRSS/ {print int($2/1024)}' "/proc/$app/status"; }
start() { # options of Java; the product runs beside its jar, as in production
  local from; from=$(date +%s%N)
  cd "$dir"
  "$java" "$@" -jar telecom-crm.jar > "$dir/app.log" 2>&1 &
  app=$!
  cd - >/dev/null
  # without a process for each look, which would take a fifth of the machine from what is measured
  exec 4<> <(:)
  until { exec 3<>"/dev/tcp/localhost/$port"; } 2>/dev/null; do
    kill -0 $app 2>/dev/null || { tail "$dir/app.log"; exit 1; }
    read -rt 0.02 -u4 || true
  done
  exec 3>&- 4>&-
  until curl -sf localhost:$port/actuator/health >/dev/null; do sleep 0.02; done
  ready=$(( ($(date +%s%N) - from) / 1000000 ))
  echo "ready after $ready ms, $(awk '{print ($14+$15)*10}' /proc/$app/stat) ms of processor time, RSS $(rss) MB"
}
halt() { kill $app; wait $app 2>/dev/null || true; app=; }

requests=() limits=() pages=() others=()
other() { others+=("| $1 | $2 | $3 |"); }
middle() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; } # of what begins with numbers
starts() { # what, how often, options of Java
  local what=$1 times=$2 all=(); shift 2
  for _ in $(seq "$times"); do start "$@"; all+=("$ready"); halt; done
  other "$what" "$(middle "${all[@]}") ms" "3 000 ms"
}

options=${BENCH_JAVA_OPTS:--XX:+UseSerialGC -Xmx128m -XX:TrimNativeHeapInterval=10000}
cmp -s "$jar" "$dir/telecom-crm.jar" || { cp -p "$jar" "$dir/telecom-crm.jar"; rm -f "$dir/telecom-crm.aot"; }
if [[ start =~ $only ]]; then
  echo "== starting by java -jar alone"
  start; halt # which migrates and fills the caches of the system, and isn't counted
  starts "ready after \`java -jar\`" 3
  echo "== starting with an AOT cache"
  if [ ! -f "$dir/telecom-crm.aot" ]; then # Java writes it as it ends
    start $options -XX:AOTCacheOutput=telecom-crm.aot
    halt
  fi
  starts "ready with an AOT cache" 3 $options -XX:AOTCache=telecom-crm.aot
fi
if [ "$only" = plans ]; then
  psql crm crm <<SQL
alter role crm set session_preload_libraries = 'auto_explain';
alter role crm set auto_explain.log_min_duration = 0;
alter role crm set auto_explain.log_analyze = on;
alter role crm set auto_explain.log_buffers = on;
alter role crm set auto_explain.log_timing = off;
alter role crm set auto_explain.log_format = json;
SQL
fi
echo "== starting"
cached= # as in production, where there is a cache
[ ! -f "$dir/telecom-crm.aot" ] || cached=-XX:AOTCache=telecom-crm.aot
start $options $cached
if [ "$only" = plans ]; then
  mkdir -p bench/results
  bench/plans.py $port "$data/log" "$DEMO_PASSWORD" "$customers" > "bench/results/plans-$customers.md" || true
  echo "alter role crm reset all" | psql crm crm
  exit
fi

signed_in= signed_in_at=0
sign_in() { # again only when the token will soon be old
  local now; now=$(date +%s)
  if [ $((now - signed_in_at)) -gt 120 ]; then
    signed_in=$(curl -s localhost:$port/api/auth/login/ -H 'Content-Type: application/json' \
      -d "{\"username\":\"operator\",\"password\":\"$DEMO_PASSWORD\"}" | sed 's/.*"access":"\([^"]*\)".*/\1/')
    signed_in_at=$now
  fi
}

product_time() { awk '{print $14 + $15}' "/proc/$app/stat"; }
database_time() { # of all its processes, those of the connections among them
  local found; found=$(pgrep -P "$(head -1 "$data/postmaster.pid")" | sed 's|.*|/proc/&/stat|')
  cat $found 2>/dev/null | awk '{sum += $14 + $15} END {print sum}'
}

load() { # name, path, how high the ids go, seconds to warm up and to measure, options of wrk; of the process $app at $port
  local name=$1 warm=$4 lasts=$5; export REQUEST=$2 MOST=$3; shift 5
  [ "$warm" = 0 ] || wrk -d"${warm}s" -s bench/requests.lua "$@" "http://localhost:$port" >/dev/null
  local product database; product=$(product_time); database=$(database_time)
  wrk -d"${lasts}s" -s bench/requests.lua "$@" "http://localhost:$port" > "$dir/wrk.out"
  # requests, a second, p50, p95, p99, errors
  read -r _ count rate p50 p95 p99 failed < <(grep '^measured' "$dir/wrk.out")
  [ "$count" -gt 0 ] || count=1
  product=$((($(product_time) - product) * 10000 / count)); database=$((($(database_time) - database) * 10000 / count))
  spent="$product + $database µs"
  printf "%-24s %6d req/s, p50 %s ms, p95 %s ms, p99 %s ms; processor time each: product %d us, database %d us%s\n" \
    "$name" "$rate" "$p50" "$p95" "$p99" "$product" "$database" "$([ "$failed" = 0 ] || echo ", ERRORS $failed")"
  [ "$failed" = 0 ] || spent="$spent, **$failed errors**"
}

api() { # how high the ids go, seconds to warm up and to measure, name, path
  sign_in
  load "$4" "$5" "$1" "$2" "$3" -t2 -c8 -H "Authorization: Bearer $signed_in"
}

measure() { # name, path, how high the ids go, goal in requests a second with fewer than 200 000 customers, with more
  [[ $1 =~ $only ]] || return 0
  asked=$2 most=$3
  api "$most" "$warm" "$seconds" "$1" "$asked"
  local goal=$4; [ "$customers" -lt 200000 ] || goal=$5
  case $goal in
    *ms) requests+=("| $1 | $rate | $p50 | $p95 | p50 $goal | | $spent |") ;;
    *) requests+=("| $1 | $rate | $p50 | $p95 | $goal | $((rate * 100 / goal)) % | $spent |") ;;
  esac
}

start_limit() { # the server without a framework, on the same Java and the same database
  limit_port=$((port + 1))
  "$java" $options -cp "$jar" bench/Limit.java $limit_port "jdbc:postgresql://localhost:$pg_port/crm" crm \
    > "$dir/limit.log" 2>&1 &
  limit_app=$!
  until curl -sf localhost:$limit_port/api/auth/login/ >/dev/null; do
    kill -0 $limit_app 2>/dev/null || { tail "$dir/limit.log"; exit 1; }
    sleep 0.1
  done
}

limit() { # name, path of the server without a framework, which is asked in turns with the product, for the request measured last
  [[ $1 =~ $only ]] || return 0
  [ -n "${limit_app:-}" ] || start_limit
  local turn ours=() theirs=()
  for turn in 1 2 3 4 5; do
    measure_limit "$1, limit" "$2" $((turn == 1 ? warm : 2)); theirs+=("$rate $spent"); finish
    api "$most" 2 "$seconds" "$1" "$asked"; ours+=("$rate $spent"); finish
  done
  local our their; our=$(middle "${ours[@]}"); their=$(middle "${theirs[@]}")
  limits+=("| $1 | ${our%% *} | ${their%% *} | $((${our%% *} * 100 / ${their%% *})) % | ${our#* } | ${their#* } |")
}

finish() { # what payments leave to the next seconds belongs to no other turn
  [ -z "${BODY:-}" ] || sleep 9
}

measure_limit() { # name, path, seconds to warm up
  local app=$limit_app port=$limit_port key
  key=$(curl -s localhost:$port/api/auth/login/ | sed 's/.*"access":"\([^"]*\)".*/\1/')
  load "$1" "$2" "$most" "$3" "$seconds" -t2 -c8 -H "Authorization: Bearer $key"
}

measure_besides() { # name, path, how high the ids go
  [[ $1 =~ $only ]] || return 0
  [ -n "${BENCH_ALL:-}" ] || [ "$only" != . ] || return 0
  api "${3:-$customers}" 4 "$seconds" "$1" "$2"
  requests+=("| $1 | $rate | $p50 | $p95 | | | $spent |")
}

page() { # what curl is told besides
  curl -s -b "$dir/cookies" -c "$dir/cookies" -o "$dir/page" -w '%{redirect_url}' "$@"
}
token() { sed -n 's/.*name="_csrf" value="\([^"]*\)".*/\1/p' "$dir/page" | head -1; }

enter() { # the desk, as a supervisor
  [ ! -f "$dir/cookies" ] || return 0
  page localhost:$port/login >/dev/null
  page --data-urlencode "_csrf=$(token)" -d "username=supervisor&password=$DEMO_PASSWORD" localhost:$port/login >/dev/null
}

measure_page() { # name, path, how high the ids go; one person at a time
  [[ $1 =~ $only ]] || return 0
  enter
  load "$1" "$2" "${3:-$customers}" 2 3 -t1 -c1 -H "Cookie: crm_session=$(awk '/crm_session/ {print $NF}' "$dir/cookies")"
  pages+=("| $1 | $p50 | $p95 | $p99 | 50 | $spent |")
}

contracts=$((customers * 95 / 100))
tickets=$((customers * 3 / 10))
first=$(date -d "$(date +%Y-%m-15) -1 month" +%Y-%m-01)
last=$(date -d "$first +1 month -1 day" +%Y-%m-%d)
period="/api/payments/?date_after=$first&date_before=$last&method=card"
mixed="/api/customers/|/api/customers/{id}/|/api/customers/?search={name}|/api/sims/?status=active"
mixed="$mixed|/api/contracts/{id}/|$period|/api/tariffs/active/|/api/dashboard/"
rm -f "$dir/cookies"
if [ "$only" = . ]; then
  echo "== warming up"
  api "$contracts" 0 15 mixed "$mixed"
fi
echo "== measuring, $seconds s each"
measure customers-page1 /api/customers/ "$customers" 2908 1796
measure customers-page400 '/api/customers/?page=400' "$customers" 570 336
measure customer-detail '/api/customers/{id}/' "$customers" 8324 4402
measure search-name '/api/customers/?search={name}' "$customers" 1043 348
measure search-phone '/api/customers/?search={digits:6}' "$customers" 3164 1055
measure sims-by-status '/api/sims/?status=active' "$customers" 1111 370
measure payments-period "$period" "$customers" 416 139
measure contract-detail '/api/contracts/{id}/' "$contracts" 11732 5793
limit contract-detail '/api/contracts/{id}/'
export BODY='{"contract":{id},"amount":"{amount}","method":"cash"}'
warm=$((2 * warm)) measure payment-post /api/payments/ "$contracts" 2863 954
limit payment-post /api/payments/
limit 'payment-post (line and balance)' '/api/payments/?bare'
unset BODY
measure dashboard /api/dashboard/ "$customers" '20 ms' '20 ms'
measure tariffs-active /api/tariffs/active/ "$customers" 11088 6972
limit tariffs-active /api/tariffs/active/
measure_besides customers-page5000 '/api/customers/?page=5000'
measure_besides customers-passport '/api/customers/?passport_series={digits:4}&passport_number={digits:6}'
measure_besides sims-search '/api/sims/?search={digits:6}'
measure_besides contracts-page1 /api/contracts/
measure_besides contracts-by-status '/api/contracts/?status=suspended'
measure_besides contracts-search-name '/api/contracts/?search={name}'
measure_besides contracts-search-number '/api/contracts/?search={digits:6}'
measure_besides payments-page1 /api/payments/
measure_besides payment-detail '/api/payments/{id}/'
measure_besides tickets-page1 /api/tickets/
measure_besides tickets-open '/api/tickets/?is_open=true&ordering=due_at'
measure_besides tickets-overdue '/api/tickets/?is_overdue=true'
measure_besides ticket-detail '/api/tickets/{id}/' $tickets
other "memory (RSS) after these requests" "$(rss) MB" "400 MB"
echo "RSS $(rss) MB"
measure_page page-dashboard /
measure_page page-customers /customers
measure_page page-customers-search '/customers?q={name}'
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
if [ "$soak" -gt 0 ] && [[ soak =~ $only ]]; then
  echo "== $soak s under load"
  most=0
  for _ in $(seq $(((soak + 29) / 30))); do
    api "$contracts" 0 $((soak < 30 ? soak : 30)) mixed "$mixed"
    [ "$(rss)" -le "$most" ] || most=$(rss)
    echo "RSS $(rss) MB"
  done
  other "memory (RSS), the most in $soak s more of mixed load" "$most MB" "400 MB"
fi

if [ "$only" = . ]; then
  mkdir -p "$(dirname "$results")"
  lines() { [ $# = 0 ] || printf '%s\n' "$@"; }
  thousands() { sed -E ':a; s/\b([0-9]+)([0-9]{3})\b/\1 \2/; ta'; }
  {
    echo "# $(echo "$customers" | thousands) customers, $(date -u '+%d %B %Y, %H:%M UTC')"
    echo
    echo "Written by \`bench/run.sh $customers\`, at $(git rev-parse --short HEAD): $(nproc) cores, $(awk '/MemTotal/ {print int($2 / 1048576 + 0.5)}' /proc/meminfo) GB,"
    echo "PostgreSQL $("$pg_bin/postgres" -V | awk '{print $3}'), JDK $("$java" --version | awk 'NR == 1 {print $2}') with \`$options${cached:+ $cached}\`,"
    echo "$(echo 'select count(*) from payment' | psql crm crm | thousands) payments; $seconds s each after 15 s of everything and $warm s of the same, of payments twice that. Processor time: of the product + of the"
    echo "database, for each request. Load of the machine when it ended: $(cut -d' ' -f1-3 /proc/loadavg)."
    printf '\n| request | req/s | p50, ms | p95, ms | goal | reached | processor time |\n|---|--:|--:|--:|--:|--:|--:|\n'
    lines "${requests[@]}"
    printf '\n| request, in turns | product, req/s | limit, req/s | reached | processor time: product | limit |\n|---|--:|--:|--:|--:|--:|\n'
    lines "${limits[@]}"
    printf '\n| page, one person | p50, ms | p95, ms | p99, ms | goal, p95 | processor time |\n|---|--:|--:|--:|--:|--:|\n'
    lines "${pages[@]}"
    printf '\n| other | figure | goal |\n|---|--:|--:|\n'
    lines "${others[@]}"
  } > "$results"
  echo "== $(($(date +%s) - began)) s; see bench/results/$customers.md"
fi
