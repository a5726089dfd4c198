
(() => {
  const find = id => document.getElementById(id);
  const data = JSON.parse(find('data').textContent);
  const svg = document.querySelector('#picture svg');
  const leaving = byReferenced(data.keys);
  const nodes = new Map([...svg.querySelectorAll('.table')].map(node => [data.tables[node.dataset.table], node]));
  const lines = [...svg.querySelectorAll('.key')].map(node => ({ node, key: data.keys[node.dataset.key] }));
  const shortName = table => table.slice(data.schema.length);
  const count = (number, one) => number + ' ' + one + (number === 1 ? '' : 's');
  const linkTo = table => '#table=' + encodeURIComponent(table);

  /** An element with a class, holding texts and other elements: names are never read as HTML. */
  function element(name, className, ...content) {
    const made = document.createElement(name);
    made.className = className;
    made.append(...content);
    return made;
  }

  function link(table) {
    const made = element('a', '', shortName(table));
    made.href = linkTo(table);
    return made;
  }

  // ---- the view: which part of the picture is seen, and how large ---------------------------------------------------

  const size = { width: svg.viewBox.baseVal.width, height: svg.viewBox.baseVal.height };
  const largest = 1.3;
  let view = null;

  function show(area) {
    view = area;
    svg.setAttribute('viewBox', [area.x, area.y, area.width, area.height].map(n => n.toFixed(1)).join(' '));
  }

  /** An area around a part of the picture, so that it is not too large; and if all can be read, all. */
  function around(x, y, width, height) {
    const wide = Math.max(width, svg.clientWidth / largest);
    const high = Math.max(height, svg.clientHeight / largest);
    return { x: x + (width - wide) / 2, y: y + (height - high) / 2, width: wide, height: high };
  }

  const whole = () => around(0, 0, size.width, size.height);

  function fit(tables) {
    if (Math.min(svg.clientWidth / size.width, svg.clientHeight / size.height) > 0.8) {
      show(whole());
      return;
    }
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const table of tables) {
      const box = nodes.get(table).querySelector('.box');
      const [x, y, width, height] = ['x', 'y', 'width', 'height'].map(name => Number(box.getAttribute(name)));
      [left, top] = [Math.min(left, x), Math.min(top, y)];
      [right, bottom] = [Math.max(right, x + width), Math.max(bottom, y + height)];
    }
    if (left > right) {
      return;
    }
    const space = 50;
    show(around(left - space, top - space, right - left + 2 * space, bottom - top + 2 * space));
  }

  function zoom(factor, clientX, clientY) {
    const matrix = svg.getScreenCTM().inverse();
    const frame = svg.getBoundingClientRect();
    const at = new DOMPoint(clientX ?? frame.x + frame.width / 2, clientY ?? frame.y + frame.height / 2)
      .matrixTransform(matrix);
    const width = Math.min(Math.max(view.width * factor, 120), 4 * Math.max(size.width, svg.clientWidth));
    const by = width / view.width;
    show({ x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by, width, height: view.height * by });
  }

  let drag = null;
  let dragged = false;
  svg.addEventListener('wheel', event => {
    event.preventDefault();
    zoom(Math.exp(Math.max(-80, Math.min(80, event.deltaY)) / 300), event.clientX, event.clientY);
  }, { passive: false });
  svg.addEventListener('pointerdown', event => {
    drag = event.isPrimary ? { x: event.clientX, y: event.clientY, view, scale: svg.getScreenCTM().a } : null;
    dragged = false;
  });
  window.addEventListener('pointermove', event => {
    if (!drag || !event.isPrimary) {
      return;
    }
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
    dragged = dragged || Math.hypot(dx, dy) > 4;
    if (dragged) {
      svg.classList.add('dragged');
      show({ ...drag.view, x: drag.view.x - dx / drag.scale, y: drag.view.y - dy / drag.scale });
    }
  });
  for (const end of ['pointerup', 'pointercancel']) {
    window.addEventListener(end, () => {
      drag = null;
      svg.classList.remove('dragged');
    });
  }

  // ---- the panel: what is reached, in words -----------------------------------------------------------------------

  const words = { CASCADE: 'CASCADE', SET_NULL: 'SET NULL', SET_DEFAULT: 'SET DEFAULT', RESTRICT: 'RESTRICT',
    NO_ACTION: 'NO ACTION' };

  function effect(key) {
    const [referencing, referenced] = [shortName(key.referencingTable), shortName(key.referencedTable)];
    switch (key.rule) {
      case 'CASCADE': return `Rows of ${referencing} that reference a deleted row of ${referenced} are deleted.`;
      case 'SET_NULL': return `Their ${key.columns.join(', ')} becomes NULL.`;
      case 'SET_DEFAULT': return `Their ${key.columns.join(', ')} becomes its default.`;
      case 'RESTRICT': return `Refused while a row references a deleted row of ${referenced}.`;
      default: return `Refused if, at the end, a row still references a deleted row of ${referenced}.`;
    }
  }

  function notes(key) {
    const who = key.carriedOutByDatabase ? 'the database' : 'cascade-jdbc';
    const by = key.rule === 'RESTRICT' || key.rule === 'NO_ACTION' ? 'Watched by ' : 'Carried out by ';
    const declared = key.declaredRule === null ? ' Not declared in the database: a relation says so.'
      : key.declaredRule === key.rule ? '' : ` The database declares ${words[key.declaredRule]}.`;
    return by + who + '.' + declared;
  }

  function item(step) {
    const key = step.key;
    const made = element('li', 'step ' + key.rule.toLowerCase().replace('_', '-'),
      element('p', '', link(key.referencingTable), ' ', element('code', '', words[key.rule])),
      element('p', '', effect(key)),
      element('p', 'way', wayTo(step).map(shortName).join(' → ')),
      element('p', 'note', `${key.name}: (${key.columns.join(', ')}) → `
        + `${shortName(key.referencedTable)} (${key.referencedColumns.join(', ')}). ${notes(key)}`));
    if (!key.enforced) {
      made.append(element('p', 'warn', 'Not enforced by the database: rows may reference nothing.'));
    }
    if (!key.indexed) {
      made.append(element('p', 'warn',
        `No index on ${key.columns.join(', ')}: the whole of ${shortName(key.referencingTable)} is read.`));
    }
    return made;
  }

  const tablesOf = steps => new Set(steps.map(step => step.key.referencingTable));

  function sentence(table, reached) {
    const others = new Set([...reached.deleted].filter(other => other !== table));
    const parts = [];
    if (others.size > 0) {
      parts.push(`can delete from ${count(others.size, 'more table')}`);
    }
    if (reached.changes.length > 0) {
      parts.push(`can change rows of ${count(tablesOf(reached.changes).size, 'table')}`);
    }
    if (reached.refusals.length > 0) {
      parts.push(`can be refused by ${count(reached.refusals.length, 'key')}`);
    }
    if (reached.cascades.some(step => step.key.referencingTable === table)) {
      parts.push('can delete more rows of its own table');
    }
    return parts.length === 0 ? 'reaches no other table' : parts.join(', ');
  }

  function showReach(table) {
    const reached = reach(leaving, table);
    const panel = find('reach');
    const back = element('button', 'back', 'All tables');
    back.type = 'button';
    back.addEventListener('click', () => go({ search: state.search }));
    panel.replaceChildren(back, element('h2', '', 'DELETE FROM ' + shortName(table)),
      element('p', 'summary', `It ${sentence(table, reached)}.`));
    for (const [heading, steps] of [['Can be refused by', reached.refusals], ['Deletes as well', reached.cascades],
      ['Sets columns of', reached.changes]]) {
      if (steps.length > 0) {
        panel.append(element('h3', '', `${heading} (${steps.length})`), element('ol', '', ...steps.map(item)));
      }
    }
    const up = new Set(data.keys.filter(key => key.referencingTable === table).map(key => key.referencedTable));
    up.delete(table);
    if (up.size > 0) {
      const links = [...up].flatMap((other, at) => at === 0 ? [link(other)] : [', ', link(other)]);
      panel.append(element('h3', '', 'It references'), element('p', '', ...links));
    }
    mark(table, reached);
    return [table, ...tablesOf(reached.steps)];
  }

  function mark(table, reached) {
    const keys = new Set(reached ? reached.steps.map(step => step.key) : []);
    const [all, changed, refusing] = reached ? [reached.steps, reached.changes, reached.refusals].map(tablesOf)
      : [new Set(), new Set(), new Set()];
    svg.classList.toggle('chosen', Boolean(reached));
    for (const [name, node] of nodes) {
      node.classList.toggle('start', name === table);
      node.classList.toggle('reached', name === table || all.has(name));
      node.classList.toggle('deleted', Boolean(reached) && reached.deleted.has(name));
      node.classList.toggle('changed', changed.has(name));
      node.classList.toggle('refusing', refusing.has(name));
      node.setAttribute('aria-pressed', String(name === table));
    }
    lines.forEach(({ node, key }) => node.classList.toggle('reached', keys.has(key)));
  }

  // ---- the search -------------------------------------------------------------------------------------------------

  const texts = new Map(data.tables.map(table => [table, [table]]));
  for (const key of data.keys) {
    texts.get(key.referencingTable).push(key.name, ...key.columns);
    texts.get(key.referencedTable).push(...key.referencedColumns);
  }
  texts.forEach((parts, table) => texts.set(table, parts.join('\n').toLowerCase()));

  function matches(search) {
    const wanted = search.toLowerCase().split(/\s+/).filter(word => word !== '');
    return data.tables.filter(table => wanted.every(word => texts.get(table).includes(word)));
  }

  const items = new Map(data.tables.map(table => {
    const reached = reach(leaving, table);
    const entry = element('li', '', link(table));
    const others = tablesOf(reached.steps);
    others.delete(table);
    entry.firstChild.append(element('small', '', others.size === 0 ? '' : `reaches ${others.size}`));
    return [table, entry];
  }));
  find('tables').append(...items.values());

  function showMatches(search) {
    const found = new Set(matches(search));
    const searching = search.trim() !== '';
    svg.classList.toggle('searched', searching && !state.table);
    nodes.forEach((node, table) => node.classList.toggle('miss', !found.has(table)));
    lines.forEach(({ node, key }) => node.classList.toggle('miss',
      !found.has(key.referencingTable) && !found.has(key.referencedTable)));
    items.forEach((entry, table) => { entry.hidden = !found.has(table); });
    find('found').textContent = searching ? `${found.size} of ${count(data.tables.length, 'table')}` : '';
    return searching ? [...found] : null;
  }

  // ---- the state is what the address says after the #, so that a link shows the same --------------------------------

  let state = {};
  let still = false;

  /** By its whole name, or by what is shown of it in any case if only one is called so. */
  function tableCalled(name) {
    if (name === null || nodes.has(name)) {
      return name;
    }
    const end = '.' + name.toLowerCase();
    const called = data.tables.filter(table => ('.' + table).toLowerCase().endsWith(end));
    return called.length === 1 ? called[0] : null;
  }

  function go(next, keepView = false) {
    const parts = Object.entries(next).filter(([, value]) => value).map(([k, v]) => k + '=' + encodeURIComponent(v));
    still = keepView;
    if (location.hash.slice(1) === parts.join('&')) {
      render();
    } else {
      location.hash = parts.join('&');
    }
  }

  function render() {
    const wanted = new URLSearchParams(location.hash.slice(1));
    const before = state.table;
    state = { table: tableCalled(wanted.get('table')), search: wanted.get('search') || '' };
    if (find('search').value.trim() !== state.search.trim()) {
      find('search').value = state.search;
    }
    const found = showMatches(state.search);
    find('reach').hidden = !state.table;
    find('list').hidden = Boolean(state.table);
    if (state.table) {
      const area = showReach(state.table);
      find('panel').scrollTop = 0;
      if (!still) {
        fit(area);
      }
    } else {
      mark(null, null);
      if (found && !still) {
        fit(found);
      } else if (!before && !still) {
        show(whole());
      }
    }
    still = false;
  }

  find('search').addEventListener('input', event => {
    const text = event.target.value;
    go({ search: text });
  });
  find('search').addEventListener('keydown', event => {
    const found = matches(event.target.value);
    if (event.key === 'Enter' && found.length > 0) {
      const named = found.find(table => shortName(table).toLowerCase() === event.target.value.trim().toLowerCase());
      go({ table: named || found[0], search: event.target.value });
    } else if (event.key === 'ArrowDown' && found.length > 0 && !state.table) {
      event.preventDefault();
      items.get(found[0]).firstChild.focus();
    }
  });
  find('tables').addEventListener('keydown', event => {
    const links = [...find('tables').querySelectorAll('li:not([hidden]) a')];
    const next = links.indexOf(document.activeElement) + { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!Number.isNaN(next)) {
      event.preventDefault();
      (links[next] || find('search')).focus();
    }
  });
  nodes.forEach((node, table) => {
    node.setAttribute('tabindex', '0');
    node.setAttribute('role', 'button');
    node.setAttribute('aria-label', 'DELETE FROM ' + table);
    node.addEventListener('click', () => dragged || go({ table, search: state.search }, true));
    node.addEventListener('keydown', event => {
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        go({ table, search: state.search }, true);
      }
    });
  });
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const typing = event.target === find('search');
    if (event.key === 'Escape') {
      go(state.table ? { search: state.search } : {});
    } else if (event.key === '/' && !typing) {
      event.preventDefault();
      find('search').select();
    } else if (!typing && ['+', '-', '0'].includes(event.key)) {
      find({ '+': 'larger', '-': 'smaller', '0': 'fit' }[event.key]).click();
    }
  });
  find('larger').addEventListener('click', () => zoom(1 / 1.4));
  find('smaller').addEventListener('click', () => zoom(1.4));
  find('fit').addEventListener('click', () => show(whole()));
  window.addEventListener('hashchange', render);

  svg.setAttribute('role', 'group');
  document.documentElement.className = 'js';
  render();
})();
