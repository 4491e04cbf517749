// Makes everything the browser gets from the sources in this folder and from npm packages of exact versions.
// The results are committed, so a machine without npm still builds a product that looks right; the same input
// must therefore always give the same bytes.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import subsetFont from 'subset-font';

const here = dirname(fileURLToPath(import.meta.url));
const assets = join(here, '../resources/static/assets');
const packages = join(here, 'node_modules');
const source = (name) => join(here, name);

mkdirSync(assets, { recursive: true });
await font();
icons();
styles();
await script();
vendored();

/**
 * One file for Latin, Cyrillic and the signs that money and dates need, instead of the three of the usual packages. Of the
 * font's features those that browsers use by themselves and the even digits: the other shapes would be a third of it.
 */
async function font() {
  const signs = '\u2010\u2011\u2013\u2014\u2018\u2019\u201A\u201C\u201D\u201E\u2022\u2026\u2030\u2032\u2033\u2039\u203A'
    + '\u202F\u2009\u20BD\u2116\u2122\u2190\u2191\u2192\u2193\u2212\u2248\u2264\u2265\u2713\u21B5\u2318';
  const text = range(0x20, 0x7e) + range(0xa0, 0xff) + range(0x400, 0x45f) + range(0x490, 0x491) + signs;
  const whole = readFileSync(join(packages, 'inter-ui/variable/InterVariable.woff2'));
  const subset = await subsetFont(whole, text, {
    targetFormat: 'woff2',
    variationAxes: { wght: { min: 400, max: 700 }, opsz: 14 },
    keepFeatures: ['ccmp', 'locl', 'mark', 'mkmk', 'kern', 'calt', 'tnum'],
  });
  writeFileSync(join(assets, 'inter.woff2'), subset);
  copyFileSync(join(packages, 'inter-ui/LICENSE.txt'), join(assets, 'inter-licence.txt'));
}

function range(from, to) {
  return String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, n) => from + n));
}

/** Icons are drawn in the page itself, so the paths become one template. */
function icons() {
  const names = readFileSync(source('icons.txt'), 'utf8').split('\n').filter(Boolean);
  const branches = names.map((name, n) => {
    const svg = readFileSync(join(packages, `lucide-static/icons/${name}.svg`), 'utf8');
    const shapes = [...svg.matchAll(/<(?:path|circle|rect|line|polyline|polygon|ellipse)[^>]*\/>/g)].map((m) => m[0]);
    return `@${n ? 'elseif' : 'if'}(name.equals("${name}"))${shapes.join('').replaceAll(' />', '/>')}`;
  });
  writeFileSync(join(here, '../jte/part/icon.jte'), `<%-- Written by src/main/frontend/build.mjs from icons.txt; drawings: Lucide, ISC licence. --%>
@param String name
@param String size = "icon"
<svg class="\${size}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
${branches.join('\n')}
@endif
</svg>
`);
}

function styles() {
  const tailwind = join(packages, '@tailwindcss/cli/dist/index.mjs');
  const args = [tailwind, '--input', source('app.css'), '--output', join(assets, 'app.css'), '--minify'];
  execFileSync(process.execPath, args, { cwd: here, stdio: ['ignore', 'ignore', 'inherit'] });
}

async function script() {
  await build({
    entryPoints: [source('app.js')],
    outfile: join(assets, 'app.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    logLevel: 'warning',
  });
}

function vendored() {
  copyFileSync(join(packages, 'htmx.org/dist/htmx.min.js'), join(assets, 'htmx.min.js'));
  copyFileSync(join(packages, 'idiomorph/dist/idiomorph-ext.min.js'), join(assets, 'idiomorph-ext.min.js'));
  copyFileSync(source('favicon.svg'), join(assets, 'favicon.svg'));
}
