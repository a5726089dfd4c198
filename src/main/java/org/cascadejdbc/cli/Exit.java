package org.cascadejdbc.cli;

/** The exit codes, which scripts rely on. */
final class Exit {
    static final int DONE = 0;
    /** Something was found, or refused: the DELETE would fail, or nobody confirmed it. */
    static final int REFUSED = 1;
    static final int USAGE = 2;
    /** No driver, no connection, or an error of the database. */
    static final int DATABASE = 3;

    private Exit() {}
}
