'use strict';

/**
 * What a DELETE from a table can reach: a step for each key that leads away from a table whose rows are deleted, nearest
 * first, with the step before it. Only CASCADE leads on; what has its columns set, or refuses, ends the way.
 */
function reach(leaving, start) {
  const steps = [];
  const cameBy = new Map([[start, null]]);
  const queue = [start];
  for (const table of queue) {
    for (const key of leaving.get(table) || []) {
      const step = { key, before: cameBy.get(table) };
      steps.push(step);
      if (key.rule === 'CASCADE' && !cameBy.has(key.referencingTable)) {
        cameBy.set(key.referencingTable, step);
        queue.push(key.referencingTable);
      }
    }
  }
  const by = (...rules) => steps.filter(step => rules.includes(step.key.rule));
  return {
    steps,
    cascades: by('CASCADE'),
    changes: by('SET_NULL', 'SET_DEFAULT'),
    refusals: by('RESTRICT', 'NO_ACTION'),
    deleted: new Set(queue.slice(1)),
  };
}

/** The tables on the way to a step, from the table of the DELETE on. */
function wayTo(step) {
  const way = [step.key.referencingTable];
  for (let at = step; at; at = at.before) {
    way.unshift(at.key.referencedTable);
  }
  return way;
}

/** The keys by the table that they reference. */
function byReferenced(keys) {
  const leaving = new Map();
  for (const key of keys) {
    leaving.set(key.referencedTable, [...(leaving.get(key.referencedTable) || []), key]);
  }
  return leaving;
}
