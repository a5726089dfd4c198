package org.cascadejdbc.driver;

import java.lang.ref.WeakReference;

/** One database from when it was opened, which is not held: equal as long as it is there, and to nothing afterwards. */
final class Opened {
    private final WeakReference<Object> database;
    private final int hash;

    Opened(Object database) {
        this.database = new WeakReference<>(database);
        this.hash = System.identityHashCode(database);
    }

    @Override
    public boolean equals(Object other) {
        Object own = database.get();
        return this == other || (own != null && other instanceof Opened that && that.database.get() == own);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
