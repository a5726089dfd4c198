package org.cascadejdbc.schema;

/** How a database's keys compare, as its catalog tells; what no key compares is refused by the engine. Immutable. */
public interface Comparisons {
    /**
     * How a key of that graph compares a pair of its columns.
     *
     * @param pair the pair's place in the key, from 0
     */
    Comparison of(KeyGraph graph, ForeignKey key, int pair);
}
