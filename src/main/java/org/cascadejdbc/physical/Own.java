package org.cascadejdbc.physical;

import java.util.UUID;

/**
 * A part of names of ours that no session uses, where nothing tells whether one does: the server has no list of savepoints, and
 * MySQL's SAVEPOINT takes the place of another one of that name.
 */
public final class Own {
    public static final String SUFFIX = UUID.randomUUID().toString().replace("-", "");

    private Own() {}
}
