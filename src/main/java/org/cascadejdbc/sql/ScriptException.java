package org.cascadejdbc.sql;

import org.cascadejdbc.text.Shown;

/** A script of foreign keys that is not understood; the message starts with where: {@code "cascade.sql:12: "}. */
public final class ScriptException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public ScriptException(String location, int line, String problem) {
        super(Shown.text(location + ":" + line + ": " + problem));
    }

    /** Where neither the line nor the problem may be told. */
    public ScriptException(String message) {
        super(Shown.text(message));
    }
}
