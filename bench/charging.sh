#!/usr/bin/env bash
# Measures a charge run over all contracts against the best hand-written SQL for the same (bench/charging.sql).
#
#   bench/charging.sh 50000      fills an empty database with that many customers, then measures on copies of it
#
# Every active contract is due for one period; one in twenty can't pay and is suspended. Needs what bench/run.sh needs;
# keeps its database in BENCH_DIR, so that a second run with the same number need not fill.
set -euo pipefail
cd "$(dirname "$0")/.."

customers=${1:?how many customers?}
dir=${BENCH_DIR:-/tmp/telecom-crm-bench}
pg_bin=${PG_BIN:-$(ls -d /usr/lib/postgresql/*/bin | tail -1)}
java=${JAVA_HOME:-$(ls -d /usr/lib/jvm/*25* | head -1)}/bin/java
options=${BENCH_JAVA_OPTS:--XX:+UseSerialGC -Xmx128m -XX:TrimNativeHeapInterval=10000}
pg_port=55434
port=8098
data=$dir/pg-charging-$customers
jar=${BENCH_JAR:-$PWD/target/telecom-crm.jar}

export SERVER_PORT=$port DEMO_PASSWORD=bench-password-1
export MALLOC_ARENA_MAX=2 # as the README advises
url() { echo "postgres://crm@localhost:$pg_port/$1"; }

as_postgres() { if [ "$(id -u)" = 0 ]; then su postgres -s /bin/bash -c "$1"; else bash -c "$1"; fi; }
stop() {
  rm -f "$dir/desk-on"
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
sql() { "$pg_bin/psql" -h localhost -p $pg_port -U crm -d "$1" -v ON_ERROR_STOP=1 -qAt "${@:2}"; }

if [ -n "$fresh" ]; then
  owner=$(as_postgres 'id -un')
  echo "create role crm superuser login; create database crm owner crm;" | "$pg_bin/psql" -h localhost -p $pg_port -U "$owner" -d postgres -q
  echo "== filling with $customers customers"
  (cd "$dir" && DATABASE_URL=$(url crm) "$java" -Xmx256m -jar "$jar" --demo="$customers" > "$dir/demo.log")
  # every active contract is due today; the balance, explained by a line, is enough for all but one in twenty
  sql crm <<SQL
begin;
create temp table wanted as
select c.id, case when c.id % 20 = 0 then t.fee - 1 else 1000000 end - c.balance as amount
from contract c join tariff t on t.id = c.tariff_id where c.status = 'active';
delete from wanted where amount = 0;
insert into payment (contract_id, kind, amount, status, method, paid_at, provider, reason, created_at, created_by)
select id, 'adjustment', amount, 'succeeded', 'internal', now(), 'internal', 'bench', now(), 'bench' from wanted;
update contract c set balance = c.balance + w.amount from wanted w where c.id = w.id;
update subscription s set paid_until = (now() at time zone 'Europe/Moscow')::date,
    period_start = (now() at time zone 'Europe/Moscow')::date - 30
from contract c where c.id = s.contract_id and c.status = 'active';
commit;
vacuum (analyze, freeze);
SQL
fi
# a second run on another day
sql crm -c "update subscription set paid_until = (now() at time zone 'Europe/Moscow')::date where paid_until < (now() at time zone 'Europe/Moscow')::date"
due=$(sql crm -c "select count(*) from contract c join subscription s on s.contract_id = c.id where c.status = 'active' and s.paid_until <= (now() at time zone 'Europe/Moscow')::date")
echo "== $due contracts are due"

copy() { sql postgres -c "set client_min_messages = warning" -c "drop database if exists $1" -c "create database $1 template crm"; sql "$1" -c checkpoint; }
outcome() {
  sql "$1" -c "select count(*), -sum(amount) from payment where kind = 'charge' and created_by <> 'demo' and paid_at > now() - interval '1 hour'" \
    -c "select count(*) from contract_block where reason = 'debt' and lifted_at is null" \
    -c "select sum(balance), count(*) filter (where status = 'suspended') from contract"
}

best() {
  copy best
  local began; began=$(date +%s%N)
  sql best -f bench/charging.sql
  best_ms=$(( ($(date +%s%N) - began) / 1000000 ))
  echo "best SQL, one transaction: $best_ms ms"
}

sign_in() {
  curl -s localhost:$port/api/auth/login/ -H 'Content-Type: application/json' \
    -d "{\"username\":\"admin\",\"password\":\"$DEMO_PASSWORD\"}" | sed 's/.*"access":"\([^"]*\)".*/\1/'
}
desk() { # times of the customers' first page, until the file is gone
  while [ -e "$dir/desk-on" ]; do
    curl -s -o /dev/null -w '%{time_total}\n' -H "Authorization: Bearer $token" "localhost:$port/api/customers/"
    sleep 0.1
  done
}
quantiles() {
  sort -n "$1" | awk '
    {t[NR] = $1 * 1000}
    END {if (NR) printf "p50 %.0f ms, p95 %.0f ms of %d", t[int((NR + 1) * 0.5)], t[int(NR * 0.95) + (NR < 20)], NR}'
}
watched() { # what is measured meanwhile
  touch "$dir/desk-on"; desk > "$dir/desk.txt" & local watcher=$!
  "$@"
  rm "$dir/desk-on"; wait $watcher
}
rss() { awk '/VmRSS/ {print int($2/1024)}' /proc/$app/status; }

run() {
  local id state
  id=$(curl -s localhost:$port/api/charge-runs/ -H "Authorization: Bearer $token" -H 'Content-Type: application/json' \
    -d '{"kind": "manual"}' | sed 's/^{"id":\([0-9]*\),.*/\1/')
  most=0
  while :; do
    sleep 0.2
    [ "$(rss)" -gt $most ] && most=$(rss)
    state=$(sql product -c "select status from charge_run where id = $id")
    [ "$state" = running ] || break
  done
  took=$(sql product -c "select (extract(epoch from finished_at - started_at) * 1000)::bigint from charge_run where id = $id")
  sql product -c "select 'run: ' || status || ', ' || seen || ' seen, ' || charged || ' charged, ' || blocked || ' blocked, ' || errors || ' errors, pass ' || pass from charge_run where id = $id"
}

product() {
  copy product
  DATABASE_URL=$(url product) "$java" $options -jar "$jar" > "$dir/charging-app.log" 2>&1 &
  app=$!
  until curl -sf localhost:$port/actuator/health >/dev/null; do
    kill -0 $app 2>/dev/null || { tail "$dir/charging-app.log"; exit 1; }
    sleep 0.1
  done
  token=$(sign_in)
  watched sleep 5
  watched sleep 10
  echo "the desk alone: $(quantiles "$dir/desk.txt"); RSS $(rss) MB"
  if [ "${BENCH_DESK:-yes}" = yes ]; then watched run; else run; fi
  echo "charge run: $took ms, $(( took * 100 / best_ms ))% of the best SQL; RSS at most $most MB"
  [ "${BENCH_DESK:-yes}" = yes ] && echo "the desk meanwhile: $(quantiles "$dir/desk.txt")"
  kill $app; wait $app 2>/dev/null || true; app=
}

best
product
echo "== both did the same"
outcome best > "$dir/best.txt"; outcome product > "$dir/product.txt"
diff "$dir/best.txt" "$dir/product.txt" && cat "$dir/best.txt"
DATABASE_URL=$(url product) "$java" $options -jar "$jar" --prove-balances 2>/dev/null | grep contracts:
