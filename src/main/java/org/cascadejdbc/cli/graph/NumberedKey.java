package org.cascadejdbc.cli.graph;

import org.cascadejdbc.ForeignKeyInfo;

/**
 * A key between numbered tables.
 *
 * @param number its place among the keys
 * @param from the referenced table
 * @param to the referencing table
 */
record NumberedKey(int number, int from, int to, ForeignKeyInfo info) {
    boolean isSelfReference() {
        return from == to;
    }
}
