package org.cascadejdbc.it.support;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/** What is logged: the tests' logger writes to the standard error. */
public final class Stderr {
    private Stderr() {}

    /** Something that logs. */
    @FunctionalInterface
    public interface Work {
        void run() throws SQLException;
    }

    public static String during(Work work) throws SQLException {
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        PrintStream err = System.err;
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(err);
        }
        return logged.toString(StandardCharsets.UTF_8);
    }
}
