package org.cascadejdbc.sql;

/** A statement is of a form that is not read; the message names it. Never leaves this package. */
final class UnclearException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnclearException(String form) {
        super(form, null, false, false);
    }
}
