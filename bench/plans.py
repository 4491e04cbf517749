#!/usr/bin/env python3
"""Asks the running product for everything people and programs look at, and writes how the database found it.

Started by `bench/run.sh 1000000 plans`, which lets the server log the plan of each statement. Writes a table in Markdown:
per request the statements, the blocks they touched (of 8 KB, from memory or disk; these don't depend on how busy the
machine is) and the plan of the one that touched most. Each is asked twice and measured the second time.

    plans.py PORT LOG PASSWORD CUSTOMERS
"""
import datetime, http.client, json, os, re, sys, time, urllib.parse

port, log, password, customers = int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
today = datetime.date.today()
month_end = today.replace(day=1) - datetime.timedelta(days=1)
month = {'after': month_end.replace(day=1).isoformat(), 'before': month_end.isoformat()}
old = {'after': (month_end - datetime.timedelta(days=300)).isoformat(), 'before': (month_end - datetime.timedelta(days=270)).isoformat()}
middle, contract, ticket = customers // 2 + 1, customers * 95 // 200, customers * 3 // 20


def ask(method, path, headers={}, body=None):
    connection = http.client.HTTPConnection('localhost', port, timeout=120)
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    return answer.status, answer.getheaders(), answer.read()


def cookie(headers):
    return '; '.join(value.split(';')[0] for name, value in headers if name.lower() == 'set-cookie')


def enter():
    who = {'username': 'supervisor', 'password': password}
    token = json.loads(ask('POST', '/api/auth/login/', {'Content-Type': 'application/json'}, json.dumps(who))[2])['access']
    _, headers, page = ask('GET', '/login')
    form = dict(who, _csrf=re.search(r'name="_csrf" value="([^"]*)"', page.decode()).group(1))
    headers = ask('POST', '/login', {'Cookie': cookie(headers), 'Content-Type': 'application/x-www-form-urlencoded'},
                  urllib.parse.urlencode(form))[1]
    return {'Authorization': 'Bearer ' + token}, {'Cookie': cookie(headers)}


def lists(path, *queries):
    return [path + ('?' + query if query else '') for query in queries]


period = 'date_after={after}&date_before={before}'.format(**month)
long_ago = 'date_after={after}&date_before={before}'.format(**old)
requests = {
    'Customers': lists('/api/customers/', '', 'page=400', 'page=%d' % (customers // 200), 'ordering=full_name', 'status=active&ordering=-created_at',
                       'kind=company', 'has_contracts=false', 'search=кузнец', 'search=иванов', 'search=иванов иван', 'search=916123',
                       'search=89161234567', 'search=а', 'search=zqzqzq', 'phone=%2B79161234567', 'document=4510123456')
        + lists('/customers', '', 'sort=name', 'status=former&sort=-created', 'q=иванов', 'q=кузнец')
        + ['/customers/%d' % middle, '/customers/%d/contracts' % middle, '/customers/%d/tickets' % middle,
           '/customers/%d/payments' % middle, '/customers/%d/history' % middle, '/api/customers/%d/' % middle],
    'SIM cards': lists('/api/sims/', '', 'page=400', 'status=active', 'status=free&ordering=iccid', 'status=free&ordering=-created_at',
                       'status=closed&ordering=updated_at', 'has_contract=false', 'search=916123', 'customer=%d' % middle)
        + lists('/sims', '', 'status=stock', 'status=reserved', 'q=4567')
        + ['/sims/%d' % middle, '/api/sims/%d/' % middle, '/api/sims/%d/history/' % middle],
    'Contracts': lists('/api/contracts/', '', 'page=400', 'status=draft&ordering=balance', 'status=draft&ordering=created_at',
                       'status=suspended&ordering=-balance', 'status=terminated&ordering=terminated_at', 'tariff=17&ordering=-balance',
                       'block=voluntary', 'block=debt', 'pending_tariff=true', 'balance_to=-1', 'search=иванов', 'search=916123', 'customer=%d' % middle)
        + lists('/contracts', '', 'status=draft', 'balance=debt', 'q=кузнец')
        + ['/contracts/%d' % contract, '/contracts/%d/payments' % contract, '/api/contracts/%d/' % contract, '/api/contracts/%d/history/' % contract,
           '/contracts/options/drafts', '/contracts/options/sims', '/contracts/new?customer=%d' % middle],
    'Payments': lists('/api/payments/', '', 'page=400', 'ordering=-paid_at', 'ordering=amount', period, period + '&method=card',
                      period + '&method=card&ordering=-paid_at', long_ago + '&method=terminal', long_ago + '&kind=charge', 'method=cash',
                      'kind=refund', 'kind=adjustment&ordering=-paid_at', 'status=pending', 'status=declined&ordering=-amount',
                      'kind=payment&ordering=-amount', 'method=card&ordering=-amount', 'amount_from=1000.00&amount_to=1000.00',
                      'search=916123', 'search=иванов', 'search=кузнец', 'contract=%d' % contract, 'customer=%d' % middle)
        + lists('/payments', '', 'method=card', 'sort=-amount', 'kind=refund')
        + ['/payments/%d' % middle, '/api/payments/%d/' % middle, '/api/contracts/%d/adjustments/' % contract],
    'Gateway, charging, notifications': ['/gateway/review', '/gateway/events', '/api/gateway/review/', '/api/gateway/events/', '/charging', '/api/charging/runs/',
                                   '/notifications', '/api/notifications/'],
    'Tickets': lists('/api/tickets/', '', 'is_open=true&ordering=due_at', 'is_overdue=true', 'assigned_to__isnull=true', 'priority=urgent',
                     'status=waiting&ordering=created_at', 'search=интернет', 'customer=%d' % middle)
        + lists('/tickets', 'queue=mine', 'queue=unassigned', 'queue=overdue', 'queue=open&sort=due', 'queue=all')
        + ['/tickets/%d' % ticket, '/tickets/%d/history' % ticket, '/api/tickets/%d/' % ticket],
    'Palette, dashboard, the rest': ['/search?q=иванов', '/search?q=916123', '/search?q=4567', '/search?q=а', '/', '/api/dashboard/', '/tariffs', '/tariffs/17',
                               '/api/tariffs/active/', '/audit', '/api/audit/'],
}
WORDS = {'Seq Scan': 'all of', 'Index Scan': 'index', 'Index Only Scan': 'index alone', 'Bitmap Index Scan': 'bitmap of',
         'Sort': 'sorts', 'Incremental Sort': 'sorts in parts', 'HashAggregate': 'groups'}
HOUSEKEEPING = re.compile('(from|update|into) "?(scheduled_tasks|user_account|role_permission|presence|idempotency|audit_fence|pg_)')


def in_words(plan):
    told = []

    def walk(node):
        word = WORDS.get(node['Node Type'])
        rows = node.get('Actual Rows', 0) * node.get('Actual Loops', 1)
        if word and node.get('Actual Loops', 1):
            what = node.get('Index Name') or node.get('Relation Name') or ''
            through = rows + (node.get('Rows Removed by Filter', 0) + node.get('Rows Removed by Index Recheck', 0)) * node.get('Actual Loops', 1)
            of = '' if through == rows else ' of %s' % format(round(through), ',').replace(',', ' ')
            told.append(re.sub(' +', ' ', '%s %s %s%s' % (word, what, format(round(rows), ',').replace(',', ' '), of)))
        for child in node.get('Plans', []):
            walk(child)

    walk(plan)
    return '; '.join(dict.fromkeys(told))


def statements(since):
    time.sleep(0.05)
    with open(log, 'rb') as file:
        file.seek(since)
        text = file.read().decode('utf-8', 'replace')
    for plan in re.findall(r'plan:\n((?:\t.*\n)+)', text):
        one = json.loads(plan.replace('\n\t', '\n'), strict=False)
        if not HOUSEKEEPING.search(one['Query Text']):
            yield one['Plan']


api, desk = enter()
print('# Plans at %s customers, %s' % (format(customers, ',').replace(',', ' '), today.strftime('%d %B %Y')))
print('''
Written by `bench/run.sh %d plans`. Blocks are of 8 KB, from memory or disk, all statements of a request together; the plan
is that of the statement that touched most: what was read, and how many rows came of it (of how many that were looked at).''' % customers)
for group, paths in requests.items():
    rows = []
    for path in paths:
        quoted = urllib.parse.quote(path, safe='/?=&%')
        headers = api if path.startswith('/api') else dict(desk, **({'HX-Request': 'true'} if '/options/' in path else {}))
        status = ask('GET', quoted, headers)[0]
        if status == 404:
            continue
        since = os.path.getsize(log)
        status = ask('GET', quoted, headers)[0]
        plans = list(statements(since))
        blocks = [plan.get('Shared Hit Blocks', 0) + plan.get('Shared Read Blocks', 0) for plan in plans]
        words = in_words(plans[blocks.index(max(blocks))]) if plans else '–'
        if status != 200:
            words = '**answers %d** ' % status + words
        rows.append('| `%s` | %d | %s | %s |' % (path, len(plans), format(sum(blocks), ',').replace(',', ' '), words))
    if rows:
        print('\n## %s\n\n| request | statements | blocks | plan of the one that touched most |\n|---|--:|--:|---|' % group)
        print('\n'.join(rows), flush=True)
