// The behaviour of the pages. Everything is declared by data-* attributes in the templates and heard here by
// listeners on the document, so swapped-in parts work without being set up. The policy forbids inline script and eval.

const $ = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const byId = (id) => document.getElementById(id);
const on = (type, listener, options) => document.addEventListener(type, listener, options);
const shown = (element) => element.getClientRects().length > 0;

document.documentElement.classList.add('js');

// Requests

on('htmx:configRequest', (event) => {
  const { detail } = event;
  detail.headers['X-CSRF-TOKEN'] = $('meta[name=csrf-token]').content;
  if (detail.elt.id === 'palette-q' && !longEnough()) event.preventDefault();
  if (detail.elt.matches('[data-quiet]') && document.hidden) event.preventDefault();
  if (isCombo(detail.elt)) {
    delete detail.parameters[detail.elt.name];
    detail.parameters.q = valueOf(detail.elt).value ? '' : detail.elt.value.trim();
  }
  if (detail.elt.matches('form[data-filters]')) dropDefaults(detail);
  // htmx forgets which button it was when the question in between takes the focus off it
  const button = detail.triggeringEvent?.submitter;
  if (button?.name) detail.parameters[button.name] = button.value;
});

/** Links to a list stay short: what is empty or at its default is left out, and the order chosen before is kept. */
function dropDefaults({ elt, parameters }) {
  const values = new FormData(elt);
  for (const name of new Set(values.keys())) {
    const usual = elt.elements[name].dataset?.default ?? '';
    if (values.getAll(name).every((value) => value.trim() === usual)) delete parameters[name];
  }
  const address = new URLSearchParams(location.search);
  for (const name of (elt.dataset.keep ?? '').split(' ')) {
    if (name && address.has(name) && !values.has(name)) parameters[name] = address.get(name);
  }
}

// A list follows its text while it is typed: asking once more as the box is left would overtake what was clicked then
on('change', (event) => {
  if (event.target.matches('[data-filters] [type=search]')) event.stopPropagation();
}, true);

let focusedIn = null;

on('htmx:beforeSwap', (event) => {
  const { detail } = event;
  const active = document.activeElement;
  focusedIn = detail.target.contains(active) || detail.requestConfig.elt === active ? detail.target : null;
  if (detail.requestConfig.elt.id === 'palette-q' && !longEnough()) detail.shouldSwap = false;
  if (detail.isError && detail.xhr.getResponseHeader('HX-Retarget')) {
    detail.shouldSwap = true;
  }
});

on('htmx:responseError', ({ detail }) => {
  // a form has asked already whether the token still holds
  if (detail.xhr.status === 403 && !detail.elt.matches('form') && all('form[data-guard]').some(changed)) stillKnown();
  else if (!detail.shouldSwap && !detail.elt.matches('[data-quiet]')) sayProblem('problem-notice');
});

on('htmx:beforeRequest', ({ detail }) => {
  if (!detail.elt.matches('[data-quiet]')) startProgress();
  const button = detail.requestConfig.triggeringEvent?.submitter ?? (detail.elt.matches('button') ? detail.elt : null);
  if (button) setBusy(button, true);
});

on('htmx:afterRequest', ({ detail }) => {
  if (leads(detail.xhr)) return;
  stopProgress();
  const button = detail.requestConfig.triggeringEvent?.submitter ?? (detail.elt.matches('button') ? detail.elt : null);
  if (button) setBusy(button, false);
  if (detail.successful) clearProblem();
  if (detail.xhr.status) byId('offline').hidden = true;
});

/** A form that the server took leads on to another page, and holds nothing to be lost any more. */
const leads = (xhr) => xhr.status < 300 && xhr.getResponseHeader('HX-Redirect');

on('htmx:beforeOnLoad', ({ detail: { xhr, elt } }) => {
  if (!leads(xhr)) return;
  if (elt.matches('form')) elt.dataset.sent = 'true';
  const here = xhr.getResponseHeader('HX-Replace-Url');
  if (here) history.replaceState(history.state, '', here);
});

/** An open dialog keeps people from the rest of the page, so it is said there. */
function sayProblem(template) {
  clearProblem();
  const dialog = $('dialog[open] .dialog-body');
  const notice = copyOf(template);
  notice.dataset.problem = '';
  if (dialog) notice.className = '';
  (dialog ?? byId('problem')).prepend(notice);
}

function clearProblem() {
  for (const notice of all('[data-problem]')) notice.remove();
}

let failed = null;
for (const type of ['htmx:sendError', 'htmx:timeout']) {
  on(type, ({ detail }) => {
    failed = detail.requestConfig;
    byId('offline').hidden = false;
  });
}

on('click', (event) => {
  if (!event.target.closest('[data-retry]') || !failed) return;
  const { verb, path, elt, target, form, submitter, triggeringEvent } = failed;
  byId('offline').hidden = true;
  if (form) askFirst(form, submitter);
  else if (elt.matches('form[data-guard]')) askFirst(elt, triggeringEvent?.submitter);
  else htmx.ajax(verb, path, { source: elt, target });
});

// The thin line on top, for what takes longer than a blink

let progressTimer = 0;
let downloading = false;

function startProgress() {
  clearTimeout(progressTimer);
  progressTimer = setTimeout(() => (byId('progress').hidden = false), 150);
}

function stopProgress() {
  clearTimeout(progressTimer);
  byId('progress').hidden = true;
}

on('click', (event) => {
  downloading = Boolean(event.target.closest('a[download], a[href^="mailto:"], a[href^="tel:"]'));
}, true);

addEventListener('pagehide', stopProgress);
addEventListener('pageshow', () => {
  stopProgress();
  for (const form of all('form[data-sent]')) delete form.dataset.sent;
  for (const button of all('.btn[aria-busy]')) setBusy(button, false);
});

// Forms

const before = new WeakMap();
const written = (form) => new URLSearchParams([...new FormData(form)].filter(([name]) => name !== 'next').map(([name, value]) => [name, value.name ?? value])).toString();
const changed = (form) => before.has(form) && !form.dataset.sent && (before.get(form) === null || before.get(form) !== written(form));

/** A form that came back with errors holds what somebody typed, so it counts as changed from the start. */
function watch(root) {
  for (const form of all('form[data-guard]', root)) {
    if (!before.has(form)) before.set(form, $('[data-summary], [data-unsaved]', form) ? null : written(form));
  }
}

addEventListener('beforeunload', (event) => {
  if (all('form[data-guard]').some(changed)) event.preventDefault();
  else if (!downloading) startProgress();
});

// Files that would be refused are not sent at all

function excess(field) {
  const files = [...field.files];
  const large = files.find(({ size }) => size > field.dataset.most);
  if (large) return field.dataset.tooLarge.replace('{0}', large.name);
  return files.reduce((sum, { size }) => sum + size, 0) > field.dataset.mostTogether ? field.dataset.tooMuch : '';
}

on('change', ({ target }) => {
  if (target.matches('[data-most]')) showError(target, excess(target));
});

on('submit', (event) => {
  const field = all('[data-most]', event.target).find(excess);
  if (!field) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  showError(field, excess(field));
  field.focus();
}, true);

// What was typed must not go to a server that is out of reach or asks who one is, so it is asked first, before htmx hears.
const asked = new WeakSet();

on('submit', (event) => {
  const { target: form, submitter } = event;
  if (!form.matches('[data-guard]') || asked.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!form.dataset.sent && !form.dataset.asking) askFirst(form, submitter);
}, true);

/** A part of the page that asks in between must not lead away to the sign-in either. */
on('htmx:beforeOnLoad', (event) => {
  const away = event.detail.xhr.getResponseHeader('HX-Redirect')?.startsWith('/login');
  if (!away || !all('form[data-guard]').some(changed)) return;
  event.preventDefault();
  saySignedOut();
});

function saySignedOut() {
  if (!$('[data-problem][data-signed-out]')) sayProblem('signed-out-notice');
}

async function askFirst(form, submitter) {
  form.dataset.asking = 'true';
  if (submitter) setBusy(submitter, true);
  const known = await stillKnown();
  if (submitter) setBusy(submitter, false);
  delete form.dataset.asking;
  if (known) {
    asked.add(form);
    form.requestSubmit(submitter);
  } else if (known === null) failed = { form, submitter };
  else {
    scrollTo(0, 0);
    $('[data-problem] a').focus();
  }
}

/** Null when the server is out of reach. Signing in again changes the token that forms must show. */
async function stillKnown() {
  const answer = await fetch('/profile').then((page) => page.text()).catch(() => null);
  const there = answer && new DOMParser().parseFromString(answer, 'text/html');
  byId('offline').hidden = Boolean(there);
  if (!there) return null;
  if (there.body.dataset.user !== document.body.dataset.user) {
    saySignedOut();
    return false;
  }
  clearProblem();
  const token = $('meta[name=csrf-token]', there).content;
  $('meta[name=csrf-token]').content = token;
  for (const field of all('[name=_csrf]')) field.value = token;
  return true;
}

on('submit', (event) => {
  const form = event.target;
  for (const here of all('[data-here]', form)) here.value = location.pathname + location.search;
  if (form.method !== 'post' || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'true';
  const button = event.submitter;
  if (button) setTimeout(() => setBusy(button, true));
});

function setBusy(button, busy) {
  button.disabled = busy;
  if (busy) button.setAttribute('aria-busy', 'true');
  else button.removeAttribute('aria-busy');
}

/** On a telephone the chosen tab may be one of those that don't fit. */
function showTab(tab) {
  const row = tab.parentElement;
  row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
}

/** htmx finds what had the focus by its id; when that is gone, the next Tab goes on in the part that was swapped. */
function keepFocus() {
  if (!focusedIn?.isConnected || document.activeElement !== document.body) return;
  focusedIn.tabIndex = -1;
  focusedIn.focus({ preventScroll: true });
}

/** After a refusal the list of errors takes the focus, for it is what must be read first; a scanner's box keeps it. */
function focusSummary(root) {
  const scanned = $('[data-scan][aria-invalid]', root);
  if (scanned) scanned.select();
  (scanned ?? $('[data-summary]', root))?.focus();
}

on('click', (event) => {
  const link = event.target.closest('[data-summary] a[href^="#"]');
  const field = link && byId(link.getAttribute('href').slice(1));
  if (!field) return;
  event.preventDefault();
  field.scrollIntoView({ block: 'center' });
  (field.matches('fieldset, [data-combo]') ? $('input', field) : field).focus({ preventScroll: true });
});

on('change', (event) => {
  const field = event.target;
  showWhen(field.form);
  const right = !field.dataset.checkClient || wellFormed(field);
  const wasWrong = field.getAttribute('aria-invalid');
  if (field.dataset.checkClient) showError(field, right ? '' : field.dataset.checkMessage);
  if (right && field.dataset.check && (wasWrong || $('[data-summary]', field.form))) checkAgain(field);
});

on('input', (event) => {
  const field = event.target;
  if (field.dataset.checkClient && field.getAttribute('aria-invalid') && field.value && wellFormed(field)) showError(field, '');
});

/** What is chosen in the table of a conflict goes into its field; a field changed by hand is neither of the two. */
on('change', ({ target }) => {
  const field = target.dataset.fill && target.form.elements[target.dataset.fill];
  if (!field) return;
  if (field.type === 'checkbox') field.checked = field.value === target.dataset.value;
  else field.value = target.dataset.value;
  const words = target.form.elements[`${target.dataset.fill}_text`];
  if (words) words.value = target.dataset.text;
  showWhen(target.form);
});

on('input', ({ target }) => {
  if (!target.name || target.dataset.fill) return;
  for (const choice of all(`[data-fill="${CSS.escape(target.name.replace(/_text$/, ''))}"]`)) choice.checked = false;
});

function showError(field, text) {
  const place = byId(`${field.id}-error`);
  if (!place) return;
  place.textContent = text;
  if (text) field.setAttribute('aria-invalid', 'true');
  else field.removeAttribute('aria-invalid');
}

/** The server says again whether this field is right: its text is the error, no text means that it is. */
async function checkAgain(field) {
  const values = Object.fromEntries([...new FormData(field.form)].filter(([, value]) => typeof value === 'string'));
  const body = new URLSearchParams({ ...values, field: field.name });
  const headers = { 'X-CSRF-TOKEN': $('meta[name=csrf-token]').content, 'HX-Request': 'true' };
  const sent = field.value;
  const answer = await fetch(field.dataset.check, { method: 'POST', body, headers }).catch(() => null);
  if (!answer?.ok && answer?.status !== 422) return;
  const text = (await answer.text()).trim();
  if (field.value === sent) showError(field, text);
}

const checks = {
  phone: (digits, value) => /^\+?[\d\s()\-‑–\u00a0.]+$/.test(value)
    && (value.trim().startsWith('+') ? digits.length >= 8 && digits.length <= 15 && (digits[0] !== '7' || digits.length === 11)
      : digits.length === 10 || (digits.length === 11 && /^[78]/.test(digits))),
  passport: (digits, value) => /^[\d\s№\-\u00a0]+$/.test(value) && digits.length === 10,
  inn: (digits, value) => /^[\d\s]+$/.test(value) && validInn(digits),
};

function wellFormed(field) {
  const value = field.value.trim();
  return value === '' || checks[field.dataset.checkClient](value.replace(/\D/g, ''), value);
}

function validInn(digits) {
  if (/^0+$/.test(digits)) return false;
  const sum = (weights) => (weights.reduce((total, weight, n) => total + weight * digits[n], 0) % 11) % 10;
  if (digits.length === 10) return sum([2, 4, 10, 3, 5, 9, 4, 6, 8]) === Number(digits[9]);
  if (digits.length !== 12) return false;
  return sum([7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) === Number(digits[10])
    && sum([3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) === Number(digits[11]);
}

/** data-show-when="kind=company|sole" shows an element while that control of its form has one of the values. */
function showWhen(root) {
  if (!root) return;
  for (const element of all('[data-show-when]', root)) {
    const [name, values] = element.dataset.showWhen.split('=');
    const control = (element.closest('form') ?? document.forms[0])?.elements[name];
    if (!control) continue;
    const value = control.type === 'checkbox' ? String(control.checked) : control.value;
    element.hidden = !values.split('|').includes(value);
  }
}

for (const type of ['keydown', 'keyup']) {
  on(type, (event) => {
    if (event.target.type !== 'password' || !event.getModifierState) return;
    const hint = $(`[data-caps="${event.target.id}"]`);
    if (hint) hint.hidden = !event.getModifierState('CapsLock');
  });
}

// The till: the amount stands on the button, and the change is counted while the money is

const kopecks = (text) => {
  const [, rubles, rest = ''] = text.replace(/[\s₽]/g, '').match(/^(\d{1,9})(?:[.,](\d{0,2}))?$/) ?? [];
  return rubles === undefined ? null : Number(rubles) * 100 + Number(rest.padEnd(2, '0'));
};
const inRubles = (amount) => `${(amount / 100).toLocaleString('ru-RU', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}\u00a0₽`;

function countTill(form) {
  const amount = kopecks(form.elements.amount.value);
  const given = form.elements.given && kopecks(form.elements.given.value);
  const button = $('[data-pay]', form);
  button.textContent = amount ? button.dataset.pay.replace('{0}', inRubles(amount)) : button.dataset.payNone;
  const change = $('[data-change]', form);
  const left = given === null || !amount ? null : given - amount;
  change.textContent = left === null ? '—' : left < 0 ? change.dataset.lacks.replace('{0}', inRubles(-left)) : inRubles(left);
  change.classList.toggle('bad', left < 0);
}

on('input', ({ target }) => {
  const form = target.form;
  if (form?.matches('[data-till]')) countTill(form);
});

on('click', ({ target }) => {
  const button = target.closest('[data-preset]');
  if (!button) return;
  const { amount } = button.form.elements;
  amount.value = button.dataset.preset;
  amount.dispatchEvent(new Event('input', { bubbles: true }));
  amount.focus();
});

// Dialogs and menus

on('click', (event) => {
  const opener = event.target.closest('[data-dialog]');
  if (opener) {
    const menu = opener.closest('details.menu');
    if (menu) {
      menu.open = false;
      $('summary', menu).focus(); // where the focus returns to when the dialog closes
    }
    open(byId(opener.dataset.dialog));
    return;
  }
  const dialog = event.target.closest('dialog');
  if (dialog && (event.target === dialog || event.target.closest('[data-close]'))) dismiss(dialog);
});

function open(dialog) {
  if (!dialog || dialog.open) return;
  if (dialog.id === 'palette') preparePalette();
  if (dialog.id === 'hotkeys') listHotkeys();
  dialog.showModal();
  // the first thing to be filled in, not the cross; on a phone its keyboard would cover the rest
  const first = $('.dialog-body :is(input:not([type=hidden]), select, textarea)', dialog);
  if (!first || !matchMedia('(pointer: fine)').matches) return;
  ($('.dialog-body [autofocus]', dialog) ?? $(`.dialog-body [name="${first.name}"]:checked`, dialog) ?? first).focus();
}

function dismiss(dialog) {
  if (mayClose(dialog)) dialog.close();
}

function mayClose(dialog) {
  return !all('form[data-guard]', dialog).some(changed) || confirm(byId('texts').dataset.leave);
}

on('cancel', (event) => {
  if (event.target.matches('dialog') && !mayClose(event.target)) event.preventDefault();
}, true);

on('click', (event) => {
  for (const menu of all('details.menu[open]')) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

on('click', (event) => {
  const toggle = event.target.closest('[data-toggle]');
  if (!toggle) return;
  const isOpen = byId(toggle.dataset.toggle).classList.toggle('is-open');
  toggle.setAttribute('aria-expanded', String(isOpen));
});

// Small things: print, copy, toasts

on('click', ({ target }) => {
  if (target.closest('[data-print]')) print();
  if (target.closest('[data-back]')) history.back();
});

on('click', async (event) => {
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    copyTheOldWay(button.dataset.copy);
  }
  toast(byId('texts').dataset.copied);
});

/** Without TLS the browser keeps the clipboard from scripts; a selected text box still works. */
function copyTheOldWay(text) {
  const box = document.body.appendChild(document.createElement('textarea'));
  box.value = text;
  box.className = 'sr-only';
  box.select();
  document.execCommand('copy');
  box.remove();
}

on('toast', ({ detail }) => toast(detail.text ?? detail.value, detail.undo));

function toast(text, undo) {
  const piece = copyOf('toast');
  $('.toast-text', piece).textContent = text;
  if (undo) $('form', piece).action = undo;
  else $('form', piece).remove();
  showToasts([piece]);
}

function showToasts(pieces) {
  const toasts = byId('toasts');
  toasts.append(...pieces);
  while (toasts.children.length > 3) toasts.firstElementChild.remove();
  startToasts();
}

/** A toast goes by itself, but never while it is read: pointed at or focused. */
function startToasts() {
  for (const element of all('[data-toast]:not([data-timed])')) {
    element.dataset.timed = 'true';
    const time = $('form, a', element) ? 8 : 5;
    let left = time;
    const timer = setInterval(() => {
      if (element.matches(':hover, :focus-within') || document.hidden) left = time;
      else if (--left <= 0) element.remove();
      if (!element.isConnected) clearInterval(timer);
    }, 1000);
  }
}

on('click', (event) => event.target.closest('[data-dismiss]')?.closest('[data-toast]').remove());

function copyOf(id) {
  return byId(id).content.firstElementChild.cloneNode(true);
}

/** A grave step is typed out before its button can be pressed. */
on('input', ({ target }) => {
  if (target.dataset.word) $('[type=submit]', target.form).disabled = target.value.trim() !== target.dataset.word;
});

// Keyboard. Physical keys (event.code), because in the Russian layout event.key is Cyrillic.

const names = { Control: 'Ctrl', Slash: '/', BracketLeft: '[', BracketRight: ']', Escape: 'Esc', 'Shift+Slash': '?' };
const keyName = (code) => names[code] ?? code.replace(/^(Key|Digit)/, '');
const keysOf = (element) => element.dataset.hotkey
  ? (names[element.dataset.hotkey] ? [names[element.dataset.hotkey]] : element.dataset.hotkey.split('+').map(keyName))
  : element.dataset.hotkeySeq.split(' ').map(keyName);

let first = '';
let firstAt = 0;

on('keydown', (event) => {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const ctrl = event.ctrlKey || event.metaKey;
  const dialog = all('dialog[open]').at(-1);
  if (dialog?.id === 'palette' && !ctrl) return paletteKey(event);
  if (isCombo(event.target) && !ctrl && comboKey(event)) return;
  const typing = event.target.matches('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]');
  if (event.code === 'Escape') return escape(event, dialog, typing);
  if (event.key === 'Enter' && !ctrl && typing && event.target.form?.hasAttribute('data-enter-next')) return nextField(event);
  if (typing && !ctrl) return;

  const combination = [ctrl && 'Control', event.shiftKey && 'Shift', event.code.replace('NumpadEnter', 'Enter')].filter(Boolean).join('+');
  const scope = dialog ?? document;
  const wanted = event.key === '?' ? 'Shift+Slash' : combination;
  if (press(scope, `[data-hotkey="${wanted}"]`, event)) return;
  if (ctrl && combination === 'Control+Enter') return save(event);
  if (ctrl || dialog) return;

  if (first && Date.now() - firstAt < 1500 && press(document, `[data-hotkey-seq="${first} ${event.code}"]`, event)) first = '';
  else if ($(`[data-hotkey-seq^="${event.code} "]`)) [first, firstAt] = [event.code, Date.now()];
  else if (event.code === 'KeyJ' || event.code === 'KeyK') moveRow(event, event.code === 'KeyJ' ? 1 : -1);
  else if (combination === 'Slash' || event.key === '/') focusFilter(event);
});

/** A scanner ends what it reads with Enter, which must not send a form that is half filled in: only the last field does. */
function nextField(event) {
  const fields = all('input.field:not([readonly], [type=hidden])', event.target.form);
  const next = fields[fields.indexOf(event.target) + 1];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.select();
}

function press(scope, selector, event) {
  const element = all(selector, scope).find((candidate) => !candidate.disabled && !candidate.closest('dialog:not([open])'));
  if (!element) return false;
  event.preventDefault();
  element.focus({ preventScroll: true });
  element.click();
  return true;
}

function save(event) {
  const form = event.target.closest('form[method=post], form[hx-post]') ?? all('main form[data-guard]').find((candidate) => !candidate.closest('dialog:not([open])'));
  const button = form && $('[type=submit]', form);
  if (!button) return;
  event.preventDefault();
  form.requestSubmit(button);
}

function escape(event, dialog, typing) {
  const menu = $('details.menu[open]');
  if (dialog) return;
  if (menu) {
    menu.open = false;
    $('summary', menu).focus();
  } else if (typing) event.target.blur();
  else press(document, '[data-hotkey="Escape"]', event);
}

function moveRow(event, step) {
  const links = all('main .tbl tbody tr, main .offers > li').filter(shown).map((row) => $('a', row)).filter(Boolean);
  if (!links.length) return;
  event.preventDefault();
  const now = links.findIndex((link) => link.closest('tr, li').contains(document.activeElement));
  const next = links[now < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(now + step, 0), links.length - 1)];
  next.focus({ focusVisible: true, preventScroll: true });
  next.closest('tr, li').scrollIntoView({ block: 'nearest' });
}

function focusFilter(event) {
  const filter = $('main [data-list-filter]');
  if (!filter) return;
  event.preventDefault();
  filter.focus();
  filter.select();
}

/** Every element says in its title which key presses it. */
function nameHotkeys(root) {
  for (const element of all('[data-hotkey]:not([data-named]), [data-hotkey-seq]:not([data-named])', root)) {
    element.dataset.named = 'true';
    const keys = keysOf(element);
    element.setAttribute('aria-keyshortcuts', keys.join(element.dataset.hotkey ? '+' : ' '));
    if (matchMedia('(pointer: fine)').matches) element.title = `${labelOf(element)} (${keys.join(element.dataset.hotkey ? '+' : ' ')})`;
  }
}

function labelOf(element) {
  const copy = element.cloneNode(true);
  all('kbd, svg', copy).forEach((piece) => piece.remove());
  return element.dataset.hotkeyLabel ?? element.getAttribute('aria-label') ?? copy.textContent.trim().replace(/\s+/g, ' ');
}

function listHotkeys() {
  const list = byId('hotkeys-list');
  const rows = all('[data-hotkey], [data-hotkey-seq]').filter((element) => element.dataset.hotkey !== 'Escape').map((element) => {
    const row = document.createElement('div');
    row.className = 'keys-row';
    const text = document.createElement('span');
    text.textContent = labelOf(element);
    row.append(text, keyCaps(element, list.dataset.then));
    return row;
  });
  list.replaceChildren(...rows);
}

function keyCaps(element, then) {
  const caps = document.createElement('span');
  caps.className = 'keys';
  keysOf(element).forEach((key, n) => {
    if (n && element.dataset.hotkeySeq && then) {
      const word = document.createElement('span');
      word.className = 'text-sm muted';
      word.textContent = then;
      caps.append(word);
    }
    const cap = document.createElement('kbd');
    cap.textContent = key;
    caps.append(cap);
  });
  return caps;
}

// A text box with a list of options: the palette, and the fields that search on the server

const listOf = (box) => byId(box.getAttribute('aria-controls'));
const options = (box) => all('[role=option]:not([aria-disabled])', listOf(box));
const chosen = (box) => $('[role=option][aria-selected=true]', listOf(box));

function choose(box, hit) {
  options(box).forEach((option, n) => {
    option.id ||= `hit-${n}-${Math.random().toString(36).slice(2, 7)}`;
    option.setAttribute('aria-selected', String(option === hit));
  });
  if (!hit) return box.removeAttribute('aria-activedescendant');
  box.setAttribute('aria-activedescendant', hit.id);
  hit.scrollIntoView({ block: 'nearest' });
}

function chooseNext(box, step) {
  const hits = options(box);
  const now = hits.indexOf(chosen(box));
  choose(box, hits[now < 0 ? (step > 0 ? 0 : hits.length - 1) : (now + step + hits.length) % hits.length]);
}

// Fields that search on the server: what is typed asks, what is picked goes into the hidden field beside it

const isCombo = (element) => element.matches?.('[data-combo] [role=combobox]');
const valueOf = (box) => $('[data-combo-value]', box.closest('[data-combo]'));
const isOpen = (box) => box.getAttribute('aria-expanded') === 'true';
const ask = (box) => box.dispatchEvent(new Event('ask'));
let picksWhenFound = null;

function setOpen(box, open) {
  box.setAttribute('aria-expanded', String(open));
  listOf(box).hidden = !open;
  if (!open) box.removeAttribute('aria-activedescendant');
}

function setValue(box, value) {
  const field = valueOf(box);
  if (field.value === value) return;
  field.value = value;
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

function pick(box, option) {
  box.value = option.dataset.text;
  setOpen(box, false);
  setValue(box, option.dataset.value);
  showError(box, '');
}

on('input', ({ target }) => {
  if (!isCombo(target)) return;
  picksWhenFound = null;
  setValue(target, '');
  listOf(target).dataset.stale = 'true';
});

on('htmx:afterSettle', ({ detail }) => {
  const box = detail.requestConfig?.elt;
  if (!box || !isCombo(box) || document.activeElement !== box) return;
  delete listOf(box).dataset.stale;
  setOpen(box, true);
  choose(box, $('[data-jump]', listOf(box)) ?? options(box).find(({ dataset }) => dataset.value === valueOf(box).value)
    ?? (box.value.trim() ? options(box)[0] : undefined));
  if (picksWhenFound !== box) return;
  picksWhenFound = null;
  const only = $('[data-jump]', listOf(box)) ?? (options(box).length === 1 ? options(box)[0] : null);
  if (only) pick(box, only);
});

/** True when the key was meant for the list; Enter waits for an answer that is still on its way, as scanners need. */
function comboKey(event) {
  const box = event.target;
  const { code, key } = event;
  if (code === 'ArrowDown' || code === 'ArrowUp') {
    if (isOpen(box)) chooseNext(box, code === 'ArrowDown' ? 1 : -1);
    else ask(box);
  } else if (key === 'Enter' && box.value.trim() && !valueOf(box).value) {
    if (isOpen(box) && !listOf(box).dataset.stale && chosen(box)) pick(box, chosen(box));
    else picksWhenFound = box;
  } else if (key === 'Enter' && isOpen(box) && chosen(box)) pick(box, chosen(box));
  else if (code === 'Escape' && isOpen(box)) setOpen(box, false);
  else return false;
  event.preventDefault();
  return true;
}

on('mousedown', (event) => {
  if (event.target.closest('[data-combo] [role=listbox]')) event.preventDefault();
});

on('click', ({ target }) => {
  if (isCombo(target)) {
    if (!isOpen(target)) ask(target);
    return;
  }
  const option = target.closest('[data-combo] [role=option]:not([aria-disabled])');
  if (option) pick($('[role=combobox]', option.closest('[data-combo]')), option);
});

on('focusout', ({ target }) => {
  if (isCombo(target)) setOpen(target, false);
});

// What reaches the page without its asking: one socket while the page is in sight, and pieces of HTML by their ids

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 60_000;
// by these the server says that there is nothing to come back for, until somebody looks again
const SENT_AWAY = [1008, 4000];
let live = null;
let livePause = FIRST_PAUSE;
let liveTimer = 0;
let opened = true;

function goLive() {
  clearTimeout(liveTimer);
  if (live || document.hidden || !byId('bell')) return;
  const address = new URL('/live', location);
  address.protocol = location.protocol.replace('http', 'ws');
  address.searchParams.set('at', location.pathname);
  address.searchParams.set('since', byId('bell').dataset.newest);
  if (opened) address.searchParams.set('opened', '');
  live = new WebSocket(address);
  live.onopen = () => {
    opened = false;
    livePause = FIRST_PAUSE;
  };
  live.onmessage = ({ data }) => receive(data);
  live.onclose = ({ code }) => {
    live = null;
    if (SENT_AWAY.includes(code)) return;
    liveTimer = setTimeout(goLive, livePause * (0.5 + Math.random()));
    livePause = Math.min(livePause * 2, LONGEST_PAUSE);
  };
}

function receive(html) {
  for (const piece of [...new DOMParser().parseFromString(html, 'text/html').body.children]) {
    const place = byId(piece.id);
    if (!place) continue;
    if (piece.id === 'toasts') showToasts(piece.children);
    else if (piece.dataset.trigger) htmx.trigger(place, piece.dataset.trigger);
    else {
      Object.assign(place.dataset, piece.dataset);
      place.replaceChildren(...piece.childNodes);
    }
  }
  if (byId('bell-menu').open) htmx.trigger('#bell-box', 'opened');
}

on('visibilitychange', () => {
  livePause = FIRST_PAUSE;
  if (document.hidden) live?.close();
  else goLive();
});
addEventListener('pagehide', () => live?.close());
addEventListener('pageshow', goLive);

on('toggle', ({ target }) => {
  if (target.id === 'bell-menu' && target.open) htmx.trigger('#bell-box', 'opened');
}, true);

/** A card is shown anew on the tab that is open. */
on('click', ({ target }) => {
  const anew = target.closest('[data-anew]');
  if (anew) anew.href = $('.tabs a[aria-current=page]')?.href ?? anew.href;
});

// The palette: one box for people, numbers and actions

const recentKey = `recent:${document.body.dataset.user ?? ''}`;
const typed = () => byId('palette-q').value.trim();
const longEnough = () => typed().length >= 2;

const recent = () => kept(localStorage, recentKey) ?? [];

/** Only the address and the title are kept, and only in this browser. */
function rememberCard() {
  if (!$('main[data-card]') || !$('main h1')) return;
  const card = { path: location.pathname, title: $('main h1').textContent.trim().slice(0, 120) };
  const cards = [card, ...recent().filter(({ path }) => path !== card.path)].slice(0, 8);
  keep(localStorage, recentKey, cards);
}

function preparePalette() {
  const box = byId('palette-q');
  box.value = '';
  byId('palette-hits').replaceChildren();
  showOwn();
}

/** What the page itself can offer: actions, and before anything is typed the cards opened last. */
function showOwn() {
  const palette = byId('palette');
  const text = typed().toLowerCase().replaceAll('ё', 'е');
  const matches = (label) => label.toLowerCase().replaceAll('ё', 'е').includes(text);
  const actions = all('main [data-hotkey], .side [data-hotkey-seq], main [data-action]')
    .filter((element) => element.dataset.hotkey !== 'Escape' && !element.disabled)
    .map((element) => [labelOf(element), element])
    .filter(([label]) => matches(label))
    .map(([label, element]) => ownHit('palette-hit', label, element.getAttribute('href'), element));
  const cards = text ? [] : recent()
    .filter(({ path }) => path !== location.pathname)
    .map(({ path, title }) => ownHit('palette-recent', title, path));
  byId('palette-own').replaceChildren(
    ...ownGroup(palette.dataset.recentTitle, cards), ...ownGroup(palette.dataset.actionsTitle, actions));
  choose(byId('palette-q'), options(byId('palette-q'))[0]);
}

function ownHit(template, label, href, element) {
  const hit = copyOf(template);
  $('.palette-text', hit).textContent = label;
  hit.href = href ?? '#';
  if (element) {
    if (element.dataset.hotkey || element.dataset.hotkeySeq) $('.keys', hit).append(...keyCaps(element).childNodes);
    if (!href) hit.addEventListener('click', (event) => {
      event.preventDefault();
      byId('palette').close();
      element.click();
    });
  }
  return hit;
}

function ownGroup(title, hits) {
  if (!hits.length) return [];
  const head = document.createElement('div');
  head.className = 'palette-head';
  head.setAttribute('role', 'presentation');
  head.textContent = title;
  const group = document.createElement('div');
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', title);
  group.append(head, ...hits);
  return [group];
}


let enterWaits = false;

function paletteKey(event) {
  const box = byId('palette-q');
  if (event.code === 'ArrowDown' || event.code === 'ArrowUp') {
    event.preventDefault();
    chooseNext(box, event.code === 'ArrowDown' ? 1 : -1);
  } else if (event.key === 'Enter' && event.target === box) {
    event.preventDefault();
    // Pasted and Enter at once: the answer for these words is still on its way.
    if (longEnough() && byId('palette-hits').dataset.for !== typed()) enterWaits = true;
    else ($('#palette-hits [data-jump]') ?? chosen(box))?.click();
  }
}

on('input', (event) => {
  if (event.target.id !== 'palette-q') return;
  enterWaits = false;
  if (!longEnough()) byId('palette-hits').replaceChildren();
  showOwn();
});

on('htmx:afterSettle', (event) => {
  if (event.detail.target?.id !== 'palette-hits') return;
  const found = byId('palette-hits');
  found.dataset.for = event.detail.requestConfig.parameters.q?.trim() ?? '';
  const box = byId('palette-q');
  choose(box, $('[data-jump]', found) ?? $('[role=option]:not([aria-disabled])', found) ?? options(box)[0]);
  if (enterWaits && found.dataset.for === typed()) {
    enterWaits = false;
    chosen(box)?.click();
  }
});

// The way back to a list keeps its filters: each tab remembers how it last saw the list

function rememberList() {
  if (!document.body.dataset.user) sessionStorage.clear();
  if ($('form[data-filters]')) sessionStorage.setItem(`list:${location.pathname}`, location.search);
  for (const link of all('.crumbs a')) link.search ||= sessionStorage.getItem(`list:${link.pathname}`) ?? '';
}

on('htmx:pushedIntoHistory', rememberList);

// From a list to the cards and on from card to card, in the order of the list as this tab last showed it

function rememberQueue() {
  if (!$('form[data-filters]')) return;
  const cards = all('#list tbody tr, #list .offers > li').map((row) => $('a[href]', row)).filter(Boolean);
  keep(sessionStorage, 'queue', cards.map((link) => ({ path: link.pathname, title: link.textContent.trim() })));
}

function showQueue() {
  const queue = $('[data-queue]');
  const cards = kept(sessionStorage, 'queue') ?? [];
  const now = cards.findIndex(({ path }) => path === location.pathname);
  if (!queue || now < 0 || cards.length < 2) return;
  $('[data-queue-place]', queue).textContent = queue.dataset.queue.replace('{0}', now + 1).replace('{1}', cards.length);
  for (const [rel, card] of [['prev', cards[now - 1]], ['next', cards[now + 1]]]) {
    const link = $(`[rel=${rel}]`, queue);
    if (card) link.href = card.path;
    else link.setAttribute('aria-disabled', 'true');
    if (!card) delete link.dataset.hotkey;
  }
  queue.hidden = false;
  if (cards[now + 1]) offerNext(cards[now + 1].path);
}

/** Who works a list off may be led on when a card is done; the browser remembers whether. */
function offerNext(path) {
  for (const choice of all('[data-next]')) {
    choice.value = path;
    choice.checked = kept(localStorage, 'next') === true;
    const label = choice.closest('label');
    if (label) label.hidden = false;
  }
}

on('change', ({ target }) => {
  if (!target.matches('[data-next]')) return;
  keep(localStorage, 'next', target.checked);
  for (const choice of all('[data-next]')) choice.checked = target.checked;
});

function kept(store, key) {
  try {
    return JSON.parse(store.getItem(key));
  } catch {
    return null;
  }
}

function keep(store, key, value) {
  try {
    store.setItem(key, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing is less comfortable, no more.
  }
}

// Drafts of long texts: kept in this browser while they are written, gone when the server has taken them

const WEEK = 7 * 24 * 3600 * 1000;
const draftKey = (field) => `draft:${document.body.dataset.user}:${new URL(field.form.action).pathname}:${field.name}`;
const draftsOf = (form) => all('[data-draft]', form);
let draftTimer = 0;

on('input', ({ target }) => {
  if (!target.matches('[data-draft]')) return;
  clearTimeout(draftTimer);
  draftTimer = setTimeout(saveDraft, 300, target);
});

function saveDraft(field) {
  if (field.value === field.defaultValue) dropDraft(field);
  else {
    const from = kept(localStorage, draftKey(field))?.from ?? field.defaultValue;
    keep(localStorage, draftKey(field), { text: field.value, from, at: Date.now() });
  }
}

function dropDraft(field) {
  clearTimeout(draftTimer);
  localStorage.removeItem(draftKey(field));
  const note = byId(`${field.id}-draft`);
  if (note) note.hidden = true;
}

/** Only over the text it was written over: what somebody else saved meanwhile is not pushed aside. */
function restoreDrafts(root) {
  for (const field of all('[data-draft]:not([data-restored])', root)) {
    field.dataset.restored = 'true';
    const draft = kept(localStorage, draftKey(field));
    if (!draft || draft.text === field.value || $('[data-summary]')) continue;
    if (draft.from !== field.value) {
      dropDraft(field);
      continue;
    }
    field.value = draft.text;
    byId(`${field.id}-draft`).hidden = false;
  }
}

on('click', ({ target }) => {
  const button = target.closest('[data-draft-drop]');
  const field = button && byId(button.dataset.draftDrop);
  if (!field) return;
  field.value = field.defaultValue;
  dropDraft(field);
  field.focus();
});

/** Which drafts went to the server is known when the next page says whether it took them. */
on('submit', ({ target, defaultPrevented }) => {
  if (defaultPrevented || target.method !== 'post') return;
  clearTimeout(draftTimer);
  draftsOf(target).forEach(saveDraft);
  keep(sessionStorage, 'drafts-sent', draftsOf(target).map(draftKey));
});

on('htmx:afterRequest', ({ detail }) => {
  if (detail.successful && detail.elt.matches('form')) draftsOf(detail.elt).forEach(dropDraft);
});

function settleDrafts() {
  const sent = kept(sessionStorage, 'drafts-sent') ?? [];
  sessionStorage.removeItem('drafts-sent');
  const status = performance.getEntriesByType('navigation')[0]?.responseStatus ?? 200;
  if (document.body.dataset.user && status < 400 && !$('[data-summary]')) sent.forEach((key) => localStorage.removeItem(key));
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith('draft:') && !(kept(localStorage, key)?.at > Date.now() - WEEK)) localStorage.removeItem(key);
  }
}

// Start, for the page and for every part that is swapped in

function begin(root) {
  all('[data-till]', root).forEach(countTill);
  all('.tabs > [aria-current]', root).forEach(showTab);
  watch(root);
  showWhen(root);
  nameHotkeys(root);
  startToasts();
  restoreDrafts(root);
  focusSummary(root);
  open($('dialog[data-open]', root));
}

on('htmx:afterSettle', ({ target }) => {
  begin(target.isConnected ? (target.parentElement ?? target) : document);
  keepFocus();
  rememberQueue();
  const words = $('[data-say]', target)?.textContent.trim();
  if (words) byId('said').textContent = words;
});
on('htmx:historyRestore', () => begin(document));
rememberCard();
rememberList();
rememberQueue();
showQueue();
settleDrafts();
begin(document);
