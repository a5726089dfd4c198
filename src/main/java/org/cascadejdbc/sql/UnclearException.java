package org.cascadejdbc.sql;

/** A statement is of a form that is not read; the message names it. Never leaves this package. */
final class UnclearException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String advice;

    UnclearException(String form) {
        this(form, WayOut.PLAIN_DELETE);
    }

    /** @param advice one of {@link WayOut} */
    UnclearException(String form, String advice) {
        super(form, null, false, false);
        this.advice = advice;
    }

    String advice() {
        return advice;
    }
}
